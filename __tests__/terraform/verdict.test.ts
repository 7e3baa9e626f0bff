import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verdict } from "./verdict";

describe("a verdict on a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "verdict-"));
  const inner = join(folder, "a");
  const program = join(folder, "program");
  // Nobody has asked about this folder before.
  const unique = `${process.pid} ${Date.now()}`;
  let asked = 0;
  const ask = (version = "1") => {
    const before = asked;
    verdict([program, version], inner, () => {
      asked += 1;
      return asked;
    });
    return asked > before;
  };
  beforeAll(() => {
    mkdirSync(join(inner, "b"), { recursive: true });
    writeFileSync(program, "");
    writeFileSync(join(inner, "b", "c.json"), unique);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is asked once while every byte is the same", () => {
    expect([ask(), ask(), ask()]).toEqual([true, false, false]);
  });

  it.each<[string, () => void]>([
    ["a byte changes", () => writeFileSync(join(inner, "b", "c.json"), unique.replace(/.$/, "x"))],
    ["a file is added", () => writeFileSync(join(inner, "d.json"), "")],
    ["a file has another name", () => renameSync(join(inner, "d.json"), join(inner, "e.json"))],
    ["bytes move to another file", () => writeFileSync(join(inner, "e.json"), unique)],
    ["the program changes", () => writeFileSync(program, "another")],
  ])("is asked again when %s", (_, change) => {
    ask();
    change();
    expect([ask(), ask()]).toEqual([true, false]);
  });

  it("is asked again for another version", () => {
    expect([ask("2"), ask("2"), ask("1")]).toEqual([true, false, false]);
  });

  it("is that of whoever was asked, with its words", () => {
    const once = verdict(["words"], inner, () => [{ summary: unique }]);
    expect(verdict(["words"], inner, () => [])).toEqual(once);
    expect(once).toEqual([{ summary: unique }]);
  });
});
