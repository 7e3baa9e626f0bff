import { z } from "zod";
import { days, duration } from "./duration";

/** A bucket in S3. */
export const bucket = z.strictObject({
  public: z
    .enum(["read"])
    .optional()
    .describe(
      "`read` lets anybody read what is in it, and lets objects carry ACLs; by default nobody but who `uses` it.",
    ),
  cors: z
    .strictObject({
      origins: z.array(z.string()).min(1).describe("Origins of the pages that may ask, such as https://*.example.org."),
      methods: z
        .array(z.enum(["GET", "HEAD", "PUT", "POST", "DELETE"]))
        .default(["GET", "HEAD"])
        .describe("HTTP methods."),
      maxAge: duration.prefault("1h").describe("How long a browser may remember the answer."),
    })
    .optional()
    .describe("Let pages of other origins use it."),
  expire: days.optional().describe("Delete objects after this many days; by default they stay."),
  versions: z
    .union([z.literal(false), days])
    .prefault("90d")
    .describe("How long old versions of objects are kept; `false` opts out of versions."),
});

export type Bucket = z.infer<typeof bucket>;
