import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../bench/plain");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));

test.each(FILES)("the plain program is written without Drydock's own parts: %s", (file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const imported = [...text.matchAll(/from "(\.[^"]+)"/g)].map(([, path]) => path!);
  expect(imported.filter((path) => !/^(\.\/[a-z0-9-]+|\.\.\/environments)$/.test(path))).toEqual([]);
});
