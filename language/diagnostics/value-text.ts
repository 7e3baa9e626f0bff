import { z } from "zod";
import { anyOf } from "./nearest";
import { keysOf, unwrap } from "./schema-walk";

/** A value as it is quoted in messages; empty for lists, maps and missing values. */
export function quoted(value: unknown): string {
  if (typeof value === "string") {
    return value.length > 80 ? `\`${value.slice(0, 77)}…\`` : `\`${value}\``;
  }
  return typeof value === "number" || typeof value === "boolean" ? `\`${value}\`` : "";
}

/** What a value is, in the words of the manifest's guide. */
export function kindOfValue(value: unknown): string {
  if (value === undefined) {
    return "is missing";
  }
  if (value === null) {
    return "is empty";
  }
  if (Array.isArray(value)) {
    return "is a list";
  }
  const kinds = { string: "is text", number: "is a number", boolean: "is a truth value" };
  return kinds[typeof value as keyof typeof kinds] ?? "is a map";
}

function wantedMap(schema: z.ZodType): string {
  const keys = keysOf(schema);
  return keys.length === 0 ? "a map of names, such as { name: … }" : `a map with ${anyOf(keys)}`;
}

function wantedText(schema: z.ZodType | undefined): string {
  const { title, examples = [] } = schema?.meta() ?? {};
  const article = /^[AEIOU]/.test(title ?? "") ? "an" : "a";
  return title === undefined ? "text" : `${article} ${title}, such as ${(examples as unknown[]).join(" or ")}`;
}

/** What a schema wants, such as `a number` or `one of single, zonal`. */
export function wanted(schema: z.ZodType | undefined): string {
  const inner = schema && unwrap(schema);
  if (inner instanceof z.ZodObject || inner instanceof z.ZodRecord) {
    return wantedMap(inner);
  }
  if (inner instanceof z.ZodArray) {
    return "a list, such as [a, b]";
  }
  if (inner instanceof z.ZodNumber) {
    return inner.isInt ? "a whole number" : "a number";
  }
  if (inner instanceof z.ZodBoolean) {
    return "true or false";
  }
  if (inner instanceof z.ZodUnion) {
    return inner.options.map((option) => wanted(option as z.ZodType)).join(" or ");
  }
  if (inner instanceof z.ZodLiteral) {
    return [...inner.values].join(" or ");
  }
  if (inner instanceof z.ZodEnum) {
    return anyOf(inner.options.map(String));
  }
  return wantedText(inner);
}

/** The sentence that the schema says about a value, in brackets. */
export function sentence(schema: z.ZodType | undefined): string {
  return schema?.description === undefined ? "" : ` (${schema.description})`;
}
