import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Locked, lock, withLock } from "../../../commands/process/lock";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-lock-"));
  file = join(folder, "sliderule-test.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const deadPid = () => spawnSync("true").pid;

it("names its holder and is given back", () => {
  const release = lock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
  expect(() => lock(file)).toThrow(Locked);
  expect(() => lock(file)).toThrow(`held by process ${process.pid} since 2`);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ["a dead process", () => JSON.stringify({ pid: deadPid(), since: "2026-01-01T00:00:00Z" })],
  ["nobody, because the file is broken", () => "{"],
])("is taken over from %s", (_holder, text) => {
  writeFileSync(file, text());
  const release = lock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it("is held by one of those who wait for it at a time", async () => {
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    expect(existsSync(file)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all([withLock(file, work), withLock(file, work)]);
  expect(existsSync(file)).toBe(false);
});
