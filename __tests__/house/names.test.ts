import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "./house";

/** Where an environment's full name is put together, once for everybody. */
const PLACE = "kinds/core/names.ts";

/** A system's name and an environment's in a text, such as `${system}-${environment.name}`. */
const PUT_TOGETHER =
  /\$\{(?:\w+!?\.)*system(?:\.name)?\}-\$\{(?:\w+!?\.)*(?:name|environment|stage|deploy|owner|from|source|own)\}/;

function found(text: string): string[] {
  return text.split("\n").flatMap((line, index) => (PUT_TOGETHER.test(line) ? `${index + 1}: ${line.trim()}` : []));
}

test("`<system>-<environment>` is put together in one place", () => {
  const paths = sourceFiles()
    .map(({ path }) => path)
    .filter((path) => path !== PLACE && !path.startsWith("bench/"));
  expect(
    paths.flatMap((path) =>
      found(readFileSync(join(__dirname, "../..", path), "utf8")).map((line) => `${path}:${line}`),
    ),
  ).toEqual([]);
});

test("what is put together by hand is found", () => {
  expect(found("const name = `${environment.system}-${environment.name}-data`;")).toHaveLength(1);
  expect(found("const full = `${system}-${name}`;")).toHaveLength(1);
  expect(found("const domain = `${name}.${system}.internal`;")).toEqual([]);
});
