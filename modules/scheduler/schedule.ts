import { SchedulerSchedule, type SchedulerScheduleTarget } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";

export interface ScheduleProps {
  /** Name of the schedule, unique in its account and region. */
  readonly name: string;
  /** What is started, as EventBridge Scheduler shows it. */
  readonly description: string;
  /** Such as `rate(15 minutes)` or `cron(0 4 * * ? *)`. */
  readonly schedule: string;
  /** Time zone of a cron expression, such as `Europe/Zurich`. */
  readonly timeZone: string;
  /** Role that EventBridge Scheduler takes. */
  readonly roleArn: string;
  /** ARN of the queue for what could not be started. */
  readonly deadLettersArn: string;
}

/**
 * Starts something by the clock. What could not start is tried again for an hour, unless the target says otherwise, and
 * then kept for people.
 */
export function schedule(
  scope: Construct,
  props: ScheduleProps,
  target: Omit<SchedulerScheduleTarget, "roleArn" | "deadLetterConfig">,
): void {
  new SchedulerSchedule(scope, "schedule", {
    name: props.name,
    description: props.description,
    scheduleExpression: props.schedule,
    scheduleExpressionTimezone: props.timeZone,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      roleArn: props.roleArn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
      deadLetterConfig: { arn: props.deadLettersArn },
      ...target,
    },
  });
}
