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
  const ask = async (version = "1") => {
    const before = asked;
    await verdict([program, version], inner, async () => {
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

  it("is asked once while every byte is the same", async () => {
    expect([await ask(), await ask(), await ask()]).toEqual([true, false, false]);
  });

  it.each<[string, () => void]>([
    ["a byte changes", () => writeFileSync(join(inner, "b", "c.json"), unique.replace(/.$/, "x"))],
    ["a file is added", () => writeFileSync(join(inner, "d.json"), "")],
    ["a file has another name", () => renameSync(join(inner, "d.json"), join(inner, "e.json"))],
    ["bytes move to another file", () => writeFileSync(join(inner, "e.json"), unique)],
    ["the program changes", () => writeFileSync(program, "another")],
  ])("is asked again when %s", async (_, change) => {
    await ask();
    change();
    expect([await ask(), await ask()]).toEqual([true, false]);
  });

  it("is asked again for another version", async () => {
    expect([await ask("2"), await ask("2"), await ask("1")]).toEqual([true, false, false]);
  });

  it("is that of whoever was asked, with its words", async () => {
    const once = await verdict(["words"], inner, async () => [{ summary: unique }]);
    expect(await verdict(["words"], inner, async () => [])).toEqual(once);
    expect(once).toEqual([{ summary: unique }]);
  });
});
