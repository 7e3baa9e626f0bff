/** A metric as an alarm reads it. */
export interface MetricSettings {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  /** Queue in SQS that it is of. @default - it is of the service */
  readonly queue?: string;
}

/** An alarm of CloudWatch. */
export interface AlarmSettings {
  readonly name: string;
  readonly comparison: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds of one period. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "notBreaching" | "ignore" | "missing";
  /** Metric math over `metrics`. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, MetricSettings>>;
}

/** Tasks that are added or removed when the metric is so far from the threshold. */
export interface StepSettings {
  readonly lower: number;
  readonly upper: number;
  readonly change: number;
}

/** A step scaling policy with the alarm that starts it. */
export interface PolicySettings {
  readonly name: string;
  /** Seconds. */
  readonly cooldown: number;
  readonly aggregation: "Average" | "Maximum" | "Minimum";
  readonly steps: readonly StepSettings[];
  readonly alarm: AlarmSettings;
}

/** A queue of SQS. */
export interface QueueSettings {
  readonly name: string;
  /** Seconds that a received message stays hidden. */
  readonly visibility: number;
  /** Times that a message is received before it goes to the dead-letter queue. */
  readonly maxReceives: number;
}

/** A service that scales by a queue, as it was synthesized. */
export interface PoolSettings {
  readonly service: string;
  readonly min: number;
  readonly max: number;
  readonly policies: readonly PolicySettings[];
  /** Queue whose messages are work. */
  readonly queue: QueueSettings;
  /** Other queues that the alarms look at, by their names in SQS. */
  readonly others: readonly string[];
  /** Whether tasks may protect themselves. */
  readonly protection: boolean;
  /** vCPUs and GiB of a task. */
  readonly task: { readonly vcpu: number; readonly memory: number };
  /** Whether all tasks run on Spot. */
  readonly spot: boolean;
  /** Type of the instances that tasks run on, each on one of its own. @default - they run on Fargate */
  readonly instance?: string;
}
