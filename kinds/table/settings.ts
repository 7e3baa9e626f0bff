import { z } from "zod";
import { resourceName } from "../../language/types/name";

const key = z
  .strictObject({
    name: z.string().min(1).max(255).describe("Name of the attribute."),
    type: z.enum(["string", "number", "binary"]).default("string").describe("Type of the attribute."),
  })
  .describe("A key attribute.");

/** A table in DynamoDB. */
export const table = z.strictObject({
  key: key.describe("Partition key."),
  sort: key.optional().describe("Sort key."),
  expireAttribute: z
    .string()
    .optional()
    .describe("Attribute with the time, in seconds since 1970, at which an item expires."),
  from: resourceName
    .optional()
    .describe(
      "Environment of this system whose table is used: that one owns it, and this one only has access, as its `uses` says.",
    ),
});

export type Table = z.infer<typeof table>;
