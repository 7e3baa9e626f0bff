import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const EMULATOR = join(__dirname, "../../emulator");
const files = readdirSync(join(EMULATOR, "extensions"), { recursive: true, encoding: "utf8" }).filter((name) =>
  /(^|\/)[a-z]\w*\.py$/.test(name),
);
const extensions = files.map((name) => name.replace(".py", ""));

test("the emulator's README lists exactly the extensions there are", () => {
  const readme = readFileSync(join(EMULATOR, "README.md"), "utf8");
  const listed = [...readme.matchAll(/^\| `([\w/]+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual(extensions.sort());
});

test("every extension is in the folder of a service, where it is found at start", () => {
  expect(files.filter((name) => !/^[a-z0-9]+\/\w+\.py$/.test(name))).toEqual([]);
});

test.each(extensions)("%s begins with what AWS documents and what it does", (name) => {
  const [docstring] = readFileSync(join(EMULATOR, "extensions", `${name}.py`), "utf8").split('"""\n');
  expect(docstring).toMatch(/^""".+\n/);
  expect(docstring).toMatch(/\nAWS: /);
  expect(docstring).toMatch(/\nHere: /);
});
