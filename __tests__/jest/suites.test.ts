import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAST, SUITES } from "./suites";

const ROOT = join(__dirname, "../..");
const NAMES = Object.keys(SUITES);
const files = readdirSync(join(ROOT, "__tests__"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join(ROOT, "__tests__", name));

/** The files that Jest runs where it is told to leave some paths out. */
const left = (ignored: readonly string[]) =>
  files.filter((file) => !ignored.some((path) => new RegExp(path).test(file)));

it("puts every file of tests into exactly one suite", () => {
  const homes = files.map((file) => [file, NAMES.filter((name) => left(SUITES[name]!).includes(file))]);
  expect(homes.filter(([, suites]) => suites!.length !== 1)).toEqual([]);
});

it("runs files in each suite, and in the part of the main one that every commit waits for", () => {
  expect(NAMES.filter((name) => left(SUITES[name]!).length === 0)).toEqual([]);
  expect(left(FAST).length).toBeGreaterThan(0);
  expect(left(SUITES["main"]!)).toEqual(expect.arrayContaining(left(FAST)));
});

it("names no file that has moved away: each alternative of a pattern is about one", () => {
  const alternatives = FAST.flatMap((pattern) => {
    const [, before, all, after] = /^(.*)\(([^)]*)\)(.*)$/.exec(pattern) ?? [];
    return all === undefined ? [pattern] : all.split("|").map((one) => before + one + after);
  });
  expect(alternatives.filter((one) => !files.some((file) => new RegExp(one).test(file)))).toEqual([]);
});

it.each(NAMES)("has a configuration, a command and a step of CI for the suite %s", (name) => {
  const command = name === "main" ? "test" : `test:${name}`;
  expect(require(join(ROOT, `jest.${name}.js`)).testPathIgnorePatterns).toBe(SUITES[name]);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(scripts[command]).toContain(`jest --config jest.${name}.js`);
  const steps = readFileSync(join(ROOT, ".ci", "run"), "utf8");
  expect(steps).toMatch(new RegExp(`npm (run )?${command} -- --json --outputFile=build/tests/${name}\\.json`));
});
