import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** A field of an exported interface, as `interface-fields.mjs` finds it. */
interface Field {
  readonly file: string;
  readonly line: number;
  readonly of: string;
  readonly name: string;
  readonly isOptional: boolean;
  /** What its comment says before any tag; empty if nothing. */
  readonly sentence: string;
  /** What its comment says after `@default`; empty if nothing. */
  readonly default: string;
}

/** Where constructs are made: their props, and what these are made of. */
const FOLDERS = /^(modules|stacks)\/|^kinds\/.*\b(stack|contexts)\//;

const fields: Field[] = JSON.parse(
  execFileSync(process.execPath, [join(__dirname, "interface-fields.mjs"), FOLDERS.source], {
    cwd: join(__dirname, "../.."),
    encoding: "utf8",
  }),
);

/** What the comment of a field leaves unsaid, as a sentence for who forgot it. */
function gaps({ file, line, of, name, isOptional, sentence, default: value }: Field): string[] {
  const place = `${file}:${line} ${of}.${name}`;
  return [
    ...(/^[A-Z`].*[.)]$/s.test(sentence) ? [] : [`${place} has no sentence: say what it is, and its unit`]),
    ...(isOptional && !value ? [`${place} is optional and has no @default`] : []),
  ];
}

describe("props of constructs", () => {
  it("are read from every module, layer and kind, with what their comments say", () => {
    expect(fields.length).toBeGreaterThan(600);
    for (const folder of ["modules/", "stacks/", "kinds/database/stack/", "kinds/core/contexts/"]) {
      expect(fields.filter(({ file }) => file.startsWith(folder))).not.toEqual([]);
    }
    expect(fields).toContainEqual(
      expect.objectContaining({
        of: "AlarmProps",
        name: "missing",
        isOptional: true,
        sentence: "What no data means.",
        default: '"notBreaching"',
      }),
    );
  });

  it("have a sentence each, and a default if they are optional", () => expect(fields.flatMap(gaps)).toEqual([]));

  it("are named where they have not", () => {
    const field = { file: "modules/a.ts", line: 7, of: "AProps", name: "size", isOptional: true };
    expect(gaps({ ...field, sentence: "GiB of storage.", default: "20" })).toEqual([]);
    expect(gaps({ ...field, sentence: "", default: "" })).toEqual([
      "modules/a.ts:7 AProps.size has no sentence: say what it is, and its unit",
      "modules/a.ts:7 AProps.size is optional and has no @default",
    ]);
  });
});
