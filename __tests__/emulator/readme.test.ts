import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const EMULATOR = join(__dirname, "../../emulator");
const extensions = readdirSync(join(EMULATOR, "extensions"))
  .filter((name) => /^[a-z].*\.py$/.test(name))
  .map((name) => name.replace(".py", ""));

test("the emulator's README lists exactly the extensions there are", () => {
  const readme = readFileSync(join(EMULATOR, "README.md"), "utf8");
  const listed = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual(extensions.sort());
});

test.each(extensions)("%s begins with what AWS documents and what it does", (name) => {
  const [docstring] = readFileSync(join(EMULATOR, "extensions", `${name}.py`), "utf8").split('"""\n');
  expect(docstring).toMatch(/^""".+\n/);
  expect(docstring).toMatch(/\nAWS: /);
  expect(docstring).toMatch(/\nHere: /);
});
