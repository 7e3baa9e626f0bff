import type { AlarmPlan } from "./operations";

export interface QueueSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Name in SQS. */
  readonly queueName: string;
}

/** Alarms of a queue (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html). */
export function queueAlarms({ name, queueName }: QueueSubject): AlarmPlan[] {
  return [
    {
      name: "dead-letters",
      description: `Messages of the queue ${name} failed again and again and are in its dead-letter queue. Read one there, mend the cause, and send them back with "Start DLQ redrive" in the SQS console.`,
      metric: {
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: `${queueName}-dead-letters` },
        statistic: "Maximum",
      },
      comparison: "above",
      threshold: 0,
      period: 300,
      periods: 1,
    },
  ];
}
