import { z } from "zod";
import type { Step } from "../yaml/tree";

type Schema = z.ZodType;

const WRAPPERS = [z.ZodDefault, z.ZodPrefault, z.ZodOptional, z.ZodNullable, z.ZodReadonly] as const;

/** The schema of the value itself, without defaults and transformations around it. */
export function unwrap(schema: Schema): Schema {
  for (const wrapper of WRAPPERS) {
    if (schema instanceof wrapper) {
      return unwrap(schema.unwrap() as Schema);
    }
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in as Schema) : schema;
}

function child(schema: Schema, step: Step): Schema | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return inner.shape[String(step)] as Schema | undefined;
  }
  if (inner instanceof z.ZodRecord) {
    return inner.valueType as Schema;
  }
  if (inner instanceof z.ZodArray) {
    return inner.element as Schema;
  }
  if (inner instanceof z.ZodUnion) {
    return inner.options.map((option) => child(option as Schema, step)).find((option) => option !== undefined);
  }
  return undefined;
}

/** The schema of what is at a path, if the schema knows the path. */
export function schemaAt(schema: Schema, path: readonly Step[]): Schema | undefined {
  return path.reduce<Schema | undefined>((node, step) => node && child(node, step), schema);
}

/** The keys that a map may have, if they are fixed. */
export function keysOf(schema: Schema | undefined): string[] {
  const inner = schema && unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.keys(inner.shape);
  }
  return inner instanceof z.ZodUnion ? inner.options.flatMap((option) => keysOf(option as Schema)) : [];
}
