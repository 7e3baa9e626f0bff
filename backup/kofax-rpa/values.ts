import { suggestion } from "../../language/diagnostics/nearest";
import type { Problem } from "./problem";
import { isSecretName, isSecretValue } from "./secrets";
import type { Source } from "./source-form";

/** What differs between environments: hosts, names, URLs. Never a password. */
export type Values = ReadonlyMap<string, string>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** How two opening braces are written that are meant as such. */
const OPEN = "{{open}}";

/** A text in which `{{` means itself. */
export function protectedText(text: string): string {
  return text.replaceAll("{{", OPEN);
}

/** The whole source with each `{{key}}` replaced by its value; calls back for a key that has none. */
export function rendered(source: Source, values: Values, missing: (key: string) => void): Source {
  if (Array.isArray(source)) return source.map((one) => rendered(one, values, missing));
  if (source instanceof Map) return new Map([...source].map(([key, value]) => [key, rendered(value, values, missing)]));
  return source.replace(PLACEHOLDER, (whole, inner: string) => {
    const key = inner.trim();
    if (key === "open") return "{{";
    if (!values.has(key)) missing(key);
    return values.get(key) ?? whole;
  });
}

/** The same for every text of a source. */
export function protectedSource(source: Source): Source {
  if (Array.isArray(source)) return source.map(protectedSource);
  if (source instanceof Map) return new Map([...source].map(([key, value]) => [key, protectedSource(value)]));
  return protectedText(source);
}

/** What is wrong with the values of a file or of `--set`: not a text, a password, or a key that nothing asks for. */
export function wrongValues(file: string, values: ReadonlyMap<string, unknown>, known: readonly string[]): Problem[] {
  return [...values].flatMap(([key, value]) => {
    const problem = (message: string): Problem[] => [{ file, place: key, message }];
    if (isSecretName(key) || (typeof value === "string" && isSecretValue(value))) {
      return problem(
        "a password, key or hash never goes into a backup; keep it in Secrets Manager and set it through the console",
      );
    }
    if (typeof value !== "string")
      return problem("not a text; write `key: value`, with dots in the key and not nested");
    if (!known.includes(key)) return problem(`unknown; ${suggestion(key, known, "values.yaml names no value")}`);
    return [];
  });
}
