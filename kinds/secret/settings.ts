import { z } from "zod";

const key = z.string().regex(/^[A-Za-z0-9_.-]+$/, "is not a key; use letters, digits, dots, hyphens and underscores");

/** A secret in Secrets Manager whose value is a JSON object. No value of it is ever in a template, plan or state. */
export const secret = z.strictObject({
  keys: z.array(key).default([]).describe("Keys whose values an operator sets."),
  generate: z
    .array(key)
    .default([])
    .describe("Keys whose values are generated once, 50 characters long, when the secret is made."),
  existing: z.string().optional().describe("Name of a secret that is there already, in place of a new one."),
});

export type Secret = z.infer<typeof secret>;
