import { z } from "zod";
import { days, duration } from "./duration";

/** A folder of a bucket: the beginning of its objects' keys. */
export const prefix = z
  .string()
  .regex(
    /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*\/$/,
    "is not a prefix; write it like uploads/, with the slash at its end",
  );

/** Storage classes that S3's lifecycle moves objects to (https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html). */
const tier = z.strictObject({
  after: days.describe("Days since the object was made."),
  to: z.enum(["standard-ia", "glacier"]).describe("Storage class."),
});

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
  prefixes: z
    .array(prefix)
    .default([])
    .describe("The folders there are. `uses` may grant each by itself, and `except` needs to know them."),
  tiers: z
    .array(tier)
    .default([])
    .describe("Where objects move as they grow old; S3 moves none under 128 KB, which would cost more than it saves."),
  expire: days.optional().describe("Delete objects after this many days; by default they stay."),
  except: z
    .array(prefix)
    .default([])
    .describe(
      "Of `prefixes`, those that `tiers` and `expire` leave alone. S3 knows no exceptions: each other prefix has a rule of its own, and what is under none of them is left alone too.",
    ),
  encryption: z
    .enum(["demanded"])
    .optional()
    .describe(
      "`demanded` refuses uploads that do not ask for encryption with AES256 themselves; what is stored is encrypted in any case.",
    ),
  versions: z
    .union([z.literal(false), days])
    .prefault("90d")
    .describe("How long old versions of objects are kept; `false` opts out of versions."),
});

export type Bucket = z.infer<typeof bucket>;
