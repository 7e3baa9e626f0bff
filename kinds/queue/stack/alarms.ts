import type { AlarmPlan } from "../../core/contexts/alarm-plan";
import { DEAD_LETTERS } from "../names";

export interface QueueSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Name in SQS. */
  readonly queueName: string;
  /** Services that scale by the queue and keep a latency. */
  readonly receivers: readonly Receiver[];
}

/** A service that scales by a queue: seconds that a message may wait, and that it is worked on. */
export interface Receiver {
  /** Name in the manifest. */
  readonly service: string;
  /** Seconds that a message may wait. */
  readonly latency: number;
  /** Seconds that a task works on a message. */
  readonly perMessage: number;
}

/** Alarms of a queue (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html). */
export function queueAlarms({ name, queueName, receivers }: QueueSubject): AlarmPlan[] {
  return [
    ...receivers.map((receiver) => late(name, queueName, receiver)),
    deadLetterAlarm(
      `${queueName}${DEAD_LETTERS}`,
      `Messages of the queue ${name} failed again and again and are in its dead-letter queue. Read one there, mend the cause, and send them back with "Start DLQ redrive" in the SQS console.`,
    ),
  ];
}

/** The alarm of a dead-letter queue: there is something in it. */
export function deadLetterAlarm(deadLettersName: string, description: string): AlarmPlan {
  return {
    name: "dead-letters",
    description,
    metric: {
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLettersName },
      statistic: "Maximum",
    },
    comparison: "above",
    threshold: 0,
    period: 300,
    periods: 1,
  };
}

/** Messages wait longer than they may. SQS counts the age until a message is deleted, so the work itself counts, too. */
function late(name: string, queueName: string, { service, latency, perMessage }: Receiver): AlarmPlan {
  const threshold = latency + perMessage;
  return {
    name: `late-for-${service}`,
    description: `The oldest message of the queue ${name} has been there for more than ${threshold} seconds. Look whether tasks of ${service} run and what their logs say; if they only have too much to do, raise services.${service}.scale.max in the manifest and deploy.`,
    metric: {
      namespace: "AWS/SQS",
      name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
    },
    comparison: "above",
    threshold,
    period: 60,
    periods: 5,
  };
}
