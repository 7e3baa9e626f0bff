import fc from "fast-check";
import { parse, stringify } from "yaml";
import { type FileDiagnostic, format } from "../../language/diagnostics/diagnostic";
import { read, SHOP } from "./project";

/** Seconds of CPU that reading any file below the size limit may take; all take less than a tenth. */
const SLOW = 10;

/** What no message may have in it: the library's words, or values that were not meant to be shown. */
const LEAKS = /Invalid input|\[object|undefined|NaN|^ | {2}|: $/;

/** Whether a problem is somewhere in the file and on one line of a terminal. */
function isPresentable(problem: FileDiagnostic, lines: readonly string[]): boolean {
  const { line, column, message } = problem;
  const isPlaced = line >= 1 && column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  return isPlaced && message !== "" && !/\p{Cc}/u.test(format(problem));
}

/** Reads any content: either it is a system, or there are diagnostics, and each is somewhere in the file. */
function expectAnswer(content: string | Uint8Array): FileDiagnostic[] {
  const { systems, diagnostics } = read({ shop: content });
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  expect(diagnostics.filter((problem) => !isPresentable(problem, lines))).toEqual([]);
  expect(systems.length > 0 || diagnostics.length > 0).toBe(true);
  return diagnostics;
}

const scalar = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.constantFrom("${domain}", "${main.host}", "${main.secret}", "$${x}", "${", "7d", "30s", "web", "10.0.0.0/24"),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("web", "image", "uses", "tag")), tie("tree"), { maxKeys: 3 }),
  ),
}));

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) {
    return [path];
  }
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, entry]) => pathsOf(entry, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) {
    return replacement;
  }
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, replacement);
  return copy;
}

const SETTINGS = parse(SHOP) as unknown;
const mutated = fc
  .tuple(fc.constantFrom(...pathsOf(SETTINGS).slice(1)), tree)
  .map(([path, replacement]) => stringify(replaced(SETTINGS, path, replacement)));
const edited = fc
  .tuple(
    fc.nat(SHOP.length),
    fc.nat(12),
    fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("\t", "\n", "{", "]", "&a ", "*a", "!!x ", ": ", "- ")),
  )
  .map(([start, length, insertion]) => SHOP.slice(0, start) + insertion + SHOP.slice(start + length));

describe("reading never throws and always answers", () => {
  it("with bytes of any kind", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void expectAnswer(bytes)));
  });

  it("with YAML of any kind", () => {
    fc.assert(fc.property(tree, (value) => void expectAnswer(stringify(value))));
  });

  it("with a manifest that was edited badly", () => {
    fc.assert(
      fc.property(edited, (text) => void expectAnswer(text)),
      { numRuns: 150 },
    );
  });

  it("with a manifest in which one value is another, and says so in plain words", () => {
    fc.assert(
      fc.property(mutated, (text) => {
        for (const problem of expectAnswer(text)) {
          expect(problem.message.replace(/`.*`/gs, "x")).not.toMatch(LEAKS);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("with any names after `only`", () => {
    fc.assert(
      fc.property(fc.string(), (only) => {
        const { systems, diagnostics } = read({ shop: SHOP }, only);
        expect(systems.length > 0 || diagnostics.length > 0).toBe(true);
      }),
    );
  });
});

describe("reading is never slow", () => {
  const MEBIBYTE = 1024 * 1024;
  const fill = (text: string, begin = "") => begin + text.repeat(Math.floor((MEBIBYTE - 1000) / text.length));
  const names = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("");

  it.each<[what: string, content: string]>([
    ["brackets", fill("[")],
    ["keys", names(90_000, (i) => `k${i}: 1\n`)],
    ["anchors", fill("- &a a\n")],
    ["quotes", fill("''", "a: '")],
    ["comments", fill("# c\n")],
    ["documents", fill("---\n")],
    ["a block of text", fill("  x\n", "system: |\n")],
    ["references", fill("${domain}", 'owner: "')],
    ["openings of references", `owner: "${fill("${")}"\nenvironments: { test: {} }\n`],
    ["unknown keys", `environments: { test: { ${names(20_000, (i) => `u${i}: 1, `)} } }\n`],
    [
      "variables within variables",
      SHOP.replace("email:", `variables:\n${names(3000, (i) => `  v${i}: "\${variables.v${i + 1}}"\n`)}email:`),
    ],
    [
      "images built from images",
      SHOP.replace(
        "images:",
        `images:\n${names(3000, (i) => `  i${i}: { build: { context: a, args: { A: "\${i${i + 1}.uri}" } } }\n`)}`,
      ),
    ],
    ["environments", `${SHOP}${names(500, (i) => `  e${i}: { domain: d${i}.org }\n`)}`],
  ])("with a file of %s", (_what, content) => {
    const before = process.cpuUsage();
    expectAnswer(content);
    // Not the time that passes, which is longer on a busy machine.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(SLOW);
  });
});
