import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const FOLDERS = ["aws", "language", "kinds", "modules", "manifest", "commands"];

/** A file, what is replaced in it, and by what. */
type Change = readonly [file: string, passage: string, replacement: string];

/** A kind and a setting that a manifest may have, and that nobody answers for yet. */
const NEW: readonly Change[] = [
  ["kinds/core/sections.ts", 'topic: "topics",', 'topic: "topics",\n  gadget: "gadgets",'],
  ["kinds/core/environment.ts", "  topics: z", "  gadgets: z.record(resourceName, topic).default({}),\n  topics: z"],
  ["kinds/core/environment.ts", "  domain: z", "  gizmo: z.boolean().default(false),\n  domain: z"],
];

/** One answer of each type of answers, left out. */
const LEFT_OUT_OF: readonly (readonly [type: string, file: string, Change])[] = [
  leftOut("Kind", "kinds/topic/kind.ts", "  derivedNames: noDerivedNames,\n"),
  leftOut("KindStack", "kinds/topic/stack/kind.ts", ", watch: nothing"),
  leftOut("KindLocal", "kinds/topic/local.ts", "  absent: none,\n"),
  leftOut("PartLocal", "kinds/load-balancer/local.ts", "  containers: none,\n"),
  leftOut("Engine", "kinds/database/engines/postgres.ts", "  cluster: false,\n"),
  leftOut("CacheEngine", "kinds/cache/engines/valkey.ts", '  title: "Valkey",\n'),
];

function leftOut(type: string, file: string, passage: string) {
  return [type, file, [file, passage, ""]] as const;
}

/** The types of answers. Of an optional one, the compiler would not say that it is left out. */
const ANSWERS: readonly (readonly [type: string, file: string])[] = [
  ["Kind", "kinds/core/kind"],
  ["KindStack", "kinds/core/stack/kind"],
  ["KindLocal", "kinds/core/local/kind"],
  ["KindEndpoint", "kinds/core/local/kind"],
  ["Engine", "kinds/database/engines/engine"],
  ["Dialect", "kinds/database/engines/dialect"],
  ["CacheEngine", "kinds/cache/engines/engine"],
];

/** Names the optional fields of every type of answers, by what a name cannot be assigned to. */
const OPTIONAL = [
  ...ANSWERS.map(([type, file]) => `import type { ${type} } from "./${file}";`),
  "type Optional<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? Key : never }[keyof T];",
  ...ANSWERS.map(([type]) => `export const optionalOf${type}: Optional<${type}> = "none";`),
].join("\n");

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** What the compiler says of the program after some changes, a line each: `<file>: <message>`. */
function compiled(changes: readonly Change[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "forgotten-"));
  try {
    for (const name of FOLDERS) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    for (const [file, passage, replacement] of changes) {
      const text = readFileSync(join(folder, file), "utf8");
      if (!text.includes(passage)) throw new Error(`${file} has no ${passage}`);
      writeFileSync(
        join(folder, file),
        text.replace(passage, () => replacement),
      );
    }
    writeFileSync(join(folder, "optional.ts"), OPTIONAL);
    const { compilerOptions } = JSON.parse(read("tsconfig.json"));
    const settings = {
      compilerOptions: { ...compilerOptions, types: ["node"], noEmit: true, incremental: false, tsBuildInfoFile: null },
      files: ["optional.ts", "kinds/core/checks/parts.ts", "kinds/core/stack/index.ts", "kinds/core/local/index.ts"],
      include: ["commands/rehearse/promises/members.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const { stdout } = spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, encoding: "utf8" });
    // Indented lines go on with the one before.
    return stdout
      .replaceAll(/\n +/g, " ")
      .split("\n")
      .filter((line) => line !== "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Apart: where a part of a registry is wrong, the compiler does not go on to what is missing.
const forgetting = compiled(NEW);
const leaving = compiled(LEFT_OUT_OF.map(([, , change]) => change));
const said = [...forgetting, ...leaving];
/** Which files the compiler refuses for a reason. */
const refused = (reason: RegExp) => said.filter((line) => reason.test(line)).map((line) => line.replace(/\(.*/, ""));

describe("the compiler refuses", () => {
  it("every registry of kinds that forgets a new kind", () =>
    expect(refused(/Property 'gadget' is missing/)).toEqual([
      "commands/rehearse/promises/members.ts",
      "kinds/core/local/index.ts",
      "kinds/core/stack/index.ts",
      "kinds/index.ts",
    ]));

  it("every order of kinds that forgets a new kind, and names it", () => {
    // What is on a developer's computer; what is made, what is watched.
    expect(refused(/forgotten: "gadget"/)).toEqual([
      "kinds/core/local/index.ts",
      "kinds/core/stack/index.ts",
      "kinds/core/stack/index.ts",
    ]);
  });

  it("the registry of settings that forgets a new setting", () =>
    expect(refused(/Property 'gizmo' is missing/)).toEqual(["kinds/core/checks/parts.ts"]));

  it.each(LEFT_OUT_OF)("a %s that leaves an answer out, in %s", (type, file, [, passage]) => {
    const answer = /\w+(?=:)/.exec(passage)![0];
    expect(refused(new RegExp(`Property '${answer}' is missing in type .* required in type '${type}\\b`))).toContain(
      file,
    );
  });

  it.each(ANSWERS)("to leave out any answer of a %s, because none is optional", (type) => {
    const line = OPTIONAL.split("\n").findIndex((text) => text.includes(`optionalOf${type}:`)) + 1;
    expect(forgetting.filter((text) => text.startsWith(`optional.ts(${line},`))).toEqual([
      expect.stringMatching(/error TS2322: Type '"none"' is not assignable to type 'never'\.$/),
    ]);
  });

  it("nothing that was not changed, but registries", () => {
    const changed = [...LEFT_OUT_OF.map(([, file]) => file), "optional.ts"];
    const registries =
      /^(commands\/rehearse\/promises\/members|kinds\/(index|core\/(checks\/parts|(local|stack)\/index)))\.ts$/;
    const files = said.map((line) => line.replace(/\(.*/, ""));
    expect(files.filter((file) => !changed.includes(file) && !registries.test(file))).toEqual([]);
  });
});
