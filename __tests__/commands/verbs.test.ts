import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, VERBS } from "../../commands/verbs";

const ROOT = join(__dirname, "../..");
const PROGRAM = join(ROOT, "build/commands/drydock.js");

/** Loaded before the program: at its end it writes the names of the files that were loaded. */
const COUNT = `process.on("exit", () => require("node:fs").writeFileSync(process.env.LOADED, Object.keys(require.cache).join("\\n")))`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "verbs-"));
  writeFileSync(join(folder, "count.js"), COUNT);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The files that the program loads for its arguments, and what it prints. */
function run(...args: string[]): { files: string[]; printed: string } {
  const LOADED = join(folder, "loaded");
  const printed = execFileSync(process.execPath, ["--require", join(folder, "count.js"), PROGRAM, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LOADED },
  });
  return { files: readFileSync(LOADED, "utf8").split("\n"), printed };
}

const ofClients = (files: readonly string[]) => files.filter((file) => /node_modules\/@(aws-sdk|smithy)\//.test(file));

// The program as it was compiled: what the tests compile themselves is loaded otherwise.
describe("the program loads what it uses", () => {
  it.each([
    // Commander is thirteen files of it.
    [["--help"], 25],
    [["--version"], 25],
    [["login", "--help"], 30],
  ])("%j loads no client of AWS, no schema and few files", (args, most) => {
    const { files, printed } = run(...args);
    expect(printed).not.toBe("");
    expect(ofClients(files)).toEqual([]);
    expect(files.filter((file) => /node_modules\/(zod|yaml|cdktf|constructs)\//.test(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(5);
    expect(files.length).toBeLessThanOrEqual(most);
  });

  it("show loads no client of AWS", () => {
    const { files, printed } = run("show", "sliderule-test");
    expect(printed).toContain("# sliderule-test: ");
    expect(ofClients(files)).toEqual([]);
  });

  it("compose loads no client of AWS, though the kinds know how a tunnel asks AWS", () => {
    const { files } = run("compose", "idmcdb-staging", "--out", join(folder, "compose.yaml"));
    expect(files.map((file) => file.replace(/.*\/build\//, ""))).toContain("kinds/database/local.js");
    expect(ofClients(files)).toEqual([]);
  });
});

it.each(VERBS.map((verb) => [verb.name, verb] as const))(
  "%s says of itself what the list of verbs says",
  (name, verb) => {
    const command = load(verb);
    const options = command.options.length > 0 ? ["[options]"] : [];
    const words = command.registeredArguments.map((argument) => {
      const word = argument.variadic ? `${argument.name()}...` : argument.name();
      return argument.required ? `<${word}>` : `[${word}]`;
    });
    expect([command.name(), command.description()]).toEqual([name, verb.description]);
    expect([...options, ...words].join(" ")).toBe(verb.usage);
  },
);

it("lists every verb that there is", () => {
  const files = readdirSync(join(ROOT, "commands/verbs")).filter((name) => name.endsWith(".ts"));
  const verbs = files.filter((name) =>
    /^export function command\(/m.test(readFileSync(join(ROOT, "commands/verbs", name), "utf8")),
  );
  expect(verbs.map((name) => name.replace(/\.ts$/, "")).sort()).toEqual(
    VERBS.map(({ name, file = name }) => file).sort(),
  );
});
