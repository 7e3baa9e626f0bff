import { appendFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, settle } from "./project";

const SOURCES = {
  "main.ts": `
    import { word } from "./manifest/word";
    import type { Kind } from "./manifest/kind";
    const kind: Kind = "one";
    if (process.env["FAIL"] !== undefined) word.fail();
    console.log(word.text, kind);`,
  "manifest/word.ts": `export const word = {
      text: "first",
      fail(): never {
        throw new Error("on purpose");
      },
    };`,
  "manifest/kind.ts": `export type Kind = "one" | "two";`,
};

let project: Project;
beforeEach(async () => {
  project = new Project(SOURCES);
  await settle();
});
afterEach(() => project.remove());

const first = { status: 0, output: "first one\n" };

test("nothing is compiled again when nothing has changed, nor when only the time of a file has", async () => {
  expect(await project.run()).toEqual(first);
  project.withoutCompilers();
  expect(await project.run()).toEqual(first);
  const record = project.record();
  utimesSync(join(project.folder, "manifest/word.ts"), 1, 1);
  await settle();
  expect(await project.run()).toEqual(first);
  expect(project.record()).not.toBe(record);
  expect(await project.run()).toEqual(first);
});

test("a changed source, also one that only has types, a changed package and a changed lock file are noticed", async () => {
  project.write("node_modules/tiny/index.js", `exports.size = "small";`);
  project.write("node_modules/tiny/index.d.ts", "export const size: string;");
  project.write("manifest/word.ts", `import { size } from "tiny"; export const word = { text: size, fail() {} };`);
  await settle();
  expect(await project.run()).toEqual({ status: 0, output: "small one\n" });

  project.write("node_modules/tiny/index.js", `exports.size = "tiny";`);
  expect(await project.run()).toEqual({ status: 0, output: "tiny one\n" });

  await settle();
  await project.run();
  project.write("manifest/kind.ts", `export type Kind = "two";`);
  expect(await project.run()).toEqual({
    status: 1,
    output: `main.ts(4,11): error TS2322: Type '"one"' is not assignable to type '"two"'.\n`,
  });
  project.write("manifest/kind.ts", SOURCES["manifest/kind.ts"]);
  await settle();
  await project.run();

  project.withoutCompilers();
  appendFileSync(join(project.folder, "package-lock.json"), "\n");
  const { status, output } = await project.run();
  expect([status, output]).toEqual([1, expect.stringContaining("Cannot find module")]);
});

test("a type error stops every run until it is mended, and is told with its file and line", async () => {
  const wrong = {
    status: 1,
    output: "manifest/word.ts(1,55): error TS2322: Type 'string' is not assignable to type 'number'.\n",
  };
  await project.run();
  project.write(
    "manifest/word.ts",
    `export const word: { text: number; fail(): void } = { text: "second", fail() {} };`,
  );
  expect(await project.run()).toEqual(wrong);
  expect((await project.run()).status).toBe(1);
  project.write("manifest/word.ts", SOURCES["manifest/word.ts"].replace("first", "third"));
  expect(await project.run()).toEqual({ status: 0, output: "third one\n" });
});

test("several that compile at once all run, and leave nothing unfinished", async () => {
  expect(await Promise.all([project.run(), project.run(), project.run()])).toEqual([first, first, first]);
  expect(project.compiled().filter((name) => /unfinished|types-/.test(name))).toEqual([]);
  project.withoutCompilers();
  expect(await project.run()).toEqual(first);
});

test("where the project cannot be written to, the program is in the user's cache folder", async () => {
  writeFileSync(join(project.folder, "build"), "not a folder");
  expect(await project.run()).toEqual(first);
  project.withoutCompilers();
  expect(await project.run()).toEqual(first);
  expect(readdirSync(join(project.caches, "drydock"))).toHaveLength(1);
});

test("a program is compiled again when its file is gone, and saved code that is damaged is made again", async () => {
  await project.run();
  const folder = join(project.folder, "build", "synth");
  const saved = project.compiled().find((name) => name.endsWith(".cache"))!;
  writeFileSync(join(folder, saved), "damaged");
  expect(await project.run()).toEqual(first);
  for (const name of project.compiled()) if (name.endsWith(".js")) rmSync(join(folder, name));
  expect(await project.run()).toEqual(first);
});

test("an error names the source's file and line", async () => {
  const { status, output } = await project.run({ FAIL: "yes" });
  expect(status).toBe(1);
  expect(output).toContain("Error: on purpose");
  expect(output).toContain(`${join(project.folder, "manifest/word.ts")}:4:`);
});
