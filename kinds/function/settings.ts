import { z } from "zod";
import { durationWithin } from "../../language/types/duration";
import { retention } from "../../language/types/retention";
import { schedule, timeZone } from "../job/settings";
import { containerFields, variableValue } from "../service/container";
import { level } from "../service/settings";

/** Characters that need no encoding in a filter (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html), without the star, which would be no wildcard. */
const key = z
  .string()
  .regex(
    /^[A-Za-z0-9!_.'()/-]{1,1024}$/,
    "cannot be part of a key here; use letters, digits and ! _ . ' ( ) / -, and no wildcards",
  );

/** The name of a variable of Lambda's (https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html). */
const variableName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]+$/,
    "is not a variable's name in Lambda; use letters, digits and underscores, at least two, starting with a letter",
  );

const trigger = z.union(
  [
    z.strictObject({
      bucket: z.string().describe("Bucket: each object that is made in it."),
      prefix: key.optional().describe("Only objects whose key begins like this."),
      suffix: key.optional().describe("Only objects whose key ends like this."),
    }),
    z.strictObject({
      queue: z.string().describe("Queue: its messages, several at a time."),
      batch: z
        .number()
        .int()
        .min(1)
        .max(10)
        .default(10)
        .describe("Most messages at a time. The function says which of them failed (`ReportBatchItemFailures`)."),
    }),
    z.strictObject({ topic: z.string().describe("Topic: each of its messages.") }),
    z.strictObject({ schedule, timeZone }),
  ],
  {
    error:
      "cannot start a function; write one of { bucket: …, prefix: …, suffix: … }, { queue: …, batch: … }, { topic: … } or { schedule: …, timeZone: … }",
  },
);

export type Trigger = z.infer<typeof trigger>;
export type BucketTrigger = Extract<Trigger, { bucket: string }>;

/** A container image that Lambda runs when something happens. Limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const lambdaFunction = z.strictObject({
  image: z
    .string()
    .describe("Name of one of the system's `images`, with a `build`; the function runs on the image's architecture."),
  command: containerFields.command,
  entryPoint: containerFields.entryPoint,
  environment: z
    .record(variableName, variableValue)
    .default({})
    .describe("Environment variables. Lambda puts no secret into them: give it the secret's `.arn`, to be read by it."),
  memory: z
    .number()
    .int()
    .min(128)
    .max(10_240)
    .default(512)
    .describe("Memory in MiB, 128 to 10240; processor time grows with it, one vCPU at 1769."),
  timeout: durationWithin("1s", "900s", "Lambda").prefault("30s").describe("Longest time of a run, at most 900s."),
  concurrency: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("Most runs at the same time, kept for this function; by default what the account has left."),
  scratch: z.number().int().min(512).max(10_240).default(512).describe("Size of /tmp in MiB, 512 to 10240."),
  attempts: z
    .number()
    .int()
    .min(1)
    .max(3)
    .default(3)
    .describe("Times an event is tried before it goes to the function's dead-letter queue; a queue has its own."),
  uses: z
    .record(z.string(), level)
    .default({})
    .describe(
      "What the function may reach, and how; of a bucket also how of each of its prefixes. Nothing else grants anything.",
    ),
  triggers: z
    .array(trigger)
    .default([])
    .describe("What starts it; besides, whoever `uses` it with `invoke` may start it."),
  logs: z
    .strictObject({ retain: retention.prefault("30d").describe("How long they are kept.") })
    .prefault({})
    .describe("Logs in CloudWatch Logs."),
});

export type LambdaFunction = z.infer<typeof lambdaFunction>;
