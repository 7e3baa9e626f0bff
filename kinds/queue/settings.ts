import { z } from "zod";
import { durationWithin } from "../../language/types/duration";

/** A queue in SQS, with a dead-letter queue beside it. Limits: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const queue = z.strictObject({
  visibility: durationWithin("0s", "12h", "SQS")
    .prefault("30s")
    .describe("How long a message that was received stays hidden from others."),
  wait: durationWithin("0s", "20s", "long polling")
    .prefault("20s")
    .describe("How long a receiver waits for a message."),
  retain: durationWithin("1m", "14d", "SQS").prefault("4d").describe("How long a message is kept."),
  attempts: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe("Times a message is received before it goes to the dead-letter queue."),
  from: z.string().optional().describe("Topic whose messages go into the queue."),
});

export type Queue = z.infer<typeof queue>;
