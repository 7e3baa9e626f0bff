import { z } from "zod";
import { durationWithin } from "../../language/types/duration";

/** CloudWatch evaluates whole minutes of SQS's metrics, and at most a day (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). */
const period = durationWithin("1m", "1h", "CloudWatch").refine((value) => value % 60 === 0, {
  error: "is not a whole number of minutes, in which SQS publishes; write it with m, such as 2m",
});

const step = z.strictObject({
  over: z.number().int().min(0).describe("Messages that wait: the step is for more than these."),
  add: z.number().int().min(1).max(1000).describe("Tasks that are added."),
});

/** How the number of tasks follows a queue. */
export const queueScaling = z
  .strictObject({
    of: z.string().describe("Queue that the service receives from."),
    alsoEmpty: z
      .array(z.string())
      .default([])
      .describe("Other queues that must be empty too before tasks are removed, such as one of running jobs."),
    latency: durationWithin("1m", "14d", "waiting in SQS")
      .optional()
      .describe("Time a message may wait. An alarm is raised when the oldest is older than this and `perMessage`."),
    perMessage: durationWithin("1s", "12h", "SQS")
      .optional()
      .describe(
        "Time a task works on one message. With it, tasks are added until all that wait are done in `latency`.",
      ),
    up: z
      .strictObject({
        period: period.prefault("1m").describe("Time over which the waiting messages are averaged."),
        periods: z.number().int().min(1).max(60).default(2).describe("Periods in a row before tasks are added."),
        steps: z
          .array(step)
          .min(1)
          // https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
          .max(20)
          .optional()
          .describe(
            "How many tasks are added for how many messages, in place of `perMessage`; by default one for any that wait.",
          ),
      })
      .prefault({})
      .describe("When tasks are added. `cooldown.out` lies between two times."),
    down: z
      .strictObject({
        period: period.prefault("1m").describe("Time in which the queues must have been empty all the time."),
        // A metric without data is counted as zero, and the latest minute often has none yet.
        periods: z
          .number()
          .int()
          .min(2)
          .max(60)
          .default(15)
          .describe("Such periods in a row before tasks are removed."),
        remove: z.number().int().min(1).max(1000).default(1).describe("Tasks that are removed."),
      })
      .prefault({})
      .describe("When tasks are removed: all queues are empty, and nothing is in flight. `cooldown.in` lies between."),
  })
  .describe("The number of tasks follows a queue; from zero, too.");

export type QueueScaling = z.infer<typeof queueScaling>;
