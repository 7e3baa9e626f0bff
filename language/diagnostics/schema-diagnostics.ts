import type { z } from "zod";
import type { Diagnostic, Step } from "../yaml/tree";
import { suggestion } from "./nearest";
import { keysOf, schemaAt } from "./schema-walk";
import { kindOfValue, quoted, sentence, wanted } from "./value-text";

type Issue = z.core.$ZodIssue;
type OfCode<Code extends Issue["code"]> = Extract<Issue, { code: Code }>;

/** Translates the issues of one schema into diagnostics. */
export class Translator {
  constructor(
    private readonly schema: z.ZodType,
    private readonly value: unknown,
  ) {}

  translate(issue: Issue, before: readonly Step[] = []): Diagnostic[] {
    const path = [...before, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return this.unknownKeys(issue, path);
    }
    if (issue.code === "invalid_union") {
      return this.union(issue, path);
    }
    if (issue.code === "invalid_key") {
      const message = issue.issues.map((inner) => inner.message).find((text) => text !== "") ?? "is not a name";
      return [{ path, at: "key", message: `${quoted(path.at(-1))} ${message}` }];
    }
    const subject = quoted(this.valueAt(path));
    const message = issue.message === "" ? this.predicate(issue, path) : issue.message;
    return [{ path, message: subject === "" ? message : `${subject} ${message}` }];
  }

  private valueAt(path: readonly Step[]): unknown {
    return path.reduce<unknown>((node, step) => (node as Record<Step, unknown> | undefined)?.[step], this.value);
  }

  private unknownKeys(issue: OfCode<"unrecognized_keys">, path: readonly Step[]): Diagnostic[] {
    const known = keysOf(schemaAt(this.schema, path));
    return issue.keys.map((key) => ({
      path: [...path, key],
      at: "key" as const,
      message: `there is no \`${key}\` here; ${suggestion(key, known, "take it out")}`,
    }));
  }

  /** Speaks of the one alternative that fits best, or else of the union as a whole. */
  private union(issue: OfCode<"invalid_union">, path: readonly Step[]): Diagnostic[] {
    const fitting = issue.errors.filter((issues) => !issues.some(isOfAnotherType));
    const best = fitting.filter((issues) => !issues.some((inner) => isAboutKeys(inner)));
    const [only, other] = best.length > 0 ? best : fitting;
    if (only !== undefined && other === undefined) {
      return only.flatMap((inner) => this.translate(inner, path));
    }
    const message = issue.message === "" ? this.wrongType(path) : issue.message;
    return [{ path, message: `${quoted(this.valueAt(path))} ${message}`.trim() }];
  }

  private predicate(issue: Issue, path: readonly Step[]): string {
    switch (issue.code) {
      case "invalid_type":
        return this.wrongType(path);
      case "invalid_value": {
        const value = this.valueAt(path);
        const advice = suggestion(String(value), issue.values.map(String), "");
        return value === undefined ? this.wrongType(path) : `is not allowed; ${advice}`;
      }
      case "too_small":
        return this.outOfRange(issue.origin, "few", "small", `at least ${issue.minimum}`);
      case "too_big":
        return this.outOfRange(issue.origin, "many", "large", `at most ${issue.maximum}`);
      default:
        return `is not allowed here; write ${wanted(schemaAt(this.schema, path))}`;
    }
  }

  private outOfRange(origin: string, list: string, number: string, limit: string): string {
    if (origin === "array") {
      return `has too ${list} entries; give ${limit}`;
    }
    return origin === "string" ? `has the wrong length; use ${limit} characters` : `is too ${number}; use ${limit}`;
  }

  private wrongType(path: readonly Step[]): string {
    const value = this.valueAt(path);
    const schema = schemaAt(this.schema, path);
    const want = wanted(schema);
    if (value === undefined) {
      return `is missing; write ${want}${sentence(schema)}`;
    }
    if (want === "text" && typeof value !== "object") {
      return `${kindOfValue(value)}; put it in quotes`;
    }
    if (want === "a whole number" && typeof value === "number") {
      return "is not a whole number; write one without a fraction";
    }
    if (want.endsWith("number") && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
      return "is text; take the quotes away to make it a number";
    }
    return `${kindOfValue(value)}; write ${want}`;
  }
}

/** Whether a value is no attempt at what a schema wants, such as text where a map is wanted. */
function isOfAnotherType({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function isAboutKeys(issue: Issue): boolean {
  return issue.code === "unrecognized_keys";
}

/** What a schema makes of a value, or what is wrong with the value in words for operators. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema>; diagnostics?: undefined } | { data?: undefined; diagnostics: Diagnostic[] } {
  const result = schema.safeParse(value, { error: () => "" });
  if (result.success) {
    return { data: result.data };
  }
  const translator = new Translator(schema, value);
  return { diagnostics: result.error.issues.flatMap((issue) => translator.translate(issue)) };
}
