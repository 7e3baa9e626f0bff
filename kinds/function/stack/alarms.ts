import type { Metric } from "../../../modules/cloudwatch/alarm";
import type { AlarmPlan } from "../../core/contexts/alarm-plan";
import type { Operations } from "../../operations/settings";
import { deadLetterAlarm } from "../../queue/stack/alarms";

export interface FunctionSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Name in Lambda. */
  readonly functionName: string;
  /** Name in SQS of its dead-letter queue. */
  readonly deadLettersName: string;
  /** Seconds that a run may take. */
  readonly timeout: number;
  /** Limits beyond which alarms start. */
  readonly thresholds: Operations["alarms"];
}

/** Alarms of a function (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
export function functionAlarms(subject: FunctionSubject): AlarmPlan[] {
  const { name, functionName, deadLettersName, timeout, thresholds } = subject;
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/Lambda",
    name: metricName,
    dimensions: { FunctionName: functionName },
    statistic,
  });
  return [
    {
      name: "errors",
      description: `More than ${thresholds.errors} runs of the function ${name} failed in 5 minutes. Read its logs; if it began with a deploy, pin the previous image tag and deploy.`,
      metric: metric("Errors", "Sum"),
      comparison: "above",
      threshold: thresholds.errors,
      period: 300,
      periods: 1,
    },
    {
      name: "throttles",
      description: `Runs of the function ${name} have been refused for 15 minutes, because too many run at the same time. Raise functions.${name}.concurrency, or the account's quota of concurrent executions if that is used up.`,
      metric: metric("Throttles", "Sum"),
      comparison: "above",
      threshold: 0,
      period: 300,
      periods: 3,
    },
    {
      name: "duration",
      description: `Runs of the function ${name} have taken over 90 % of their ${timeout} s for 15 minutes; at 100 % Lambda ends them. Look for what they wait for in the logs; if the work is real, raise functions.${name}.memory, which brings processor time, or its timeout.`,
      metric: metric("Duration", "Maximum"),
      comparison: "above",
      // Milliseconds.
      threshold: timeout * 900,
      period: 300,
      periods: 3,
    },
    deadLetterAlarm(
      deadLettersName,
      `Events of the function ${name} failed every time and are in its dead-letter queue, each with its reason. Read one there, mend the cause, and invoke the function with its "requestPayload" again.`,
    ),
  ];
}
