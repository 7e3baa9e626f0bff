import { z } from "zod";
import { days, duration } from "../../language/types/duration";
import { resourceName } from "../../language/types/name";

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

/** Names that S3 takes everywhere (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const objectKey = z
  .string()
  .regex(
    /^(?!.{1025})(?!(.*\/)?\.\.?(\/|$))[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    "is no name for a file in a bucket; use letters, digits, hyphens, dots and underscores, and / between folders",
  );

const projectFile = z
  .string()
  .regex(
    /^(?!(.*\/)?\.\.?(\/|$))[^/\\~][^\\]*$/,
    "is no file of this project; write its path from the project's folder, such as docs/terms.pdf",
  );

const file = z.union(
  [
    projectFile,
    z.strictObject({
      build: z
        .enum(["kofax-rpa"])
        .describe(
          "What builds it: `kofax-rpa`, the backup that a Management Console is set up from (backup/kofax-rpa).",
        ),
      environment: z
        .string()
        .optional()
        .describe("A file of the builder's `environments/`; by default the common values alone."),
      values: z
        .record(z.string(), z.string())
        .default({})
        .describe("Values that win over the builder's own files. Never a password."),
    }),
  ],
  { error: "is no file; write its path in this project, or a map such as { build: kofax-rpa }" },
);

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
    .describe(
      "The folders there are. `uses` may grant each by itself, and `except` needs to know them. In a bucket `from` elsewhere, they are this environment's own.",
    ),
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
  files: z
    .record(objectKey, file)
    .default({})
    .describe("Files that are put into it, by their names there: the path of each in this project, or what builds it."),
  from: resourceName
    .optional()
    .describe(
      "Environment of this system whose bucket is used: that one owns it, and this one only has access, as its `uses` says. What is said of it besides must be what the owner says, but for `prefixes`; what is not said is the owner's.",
    ),
});

/** Where the bytes of a published file come from. */
export type BucketFile = z.infer<typeof file>;

export type Bucket = z.infer<typeof bucket>;
