import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";

export interface ScheduledFunctionProps {
  readonly name: string;
  readonly description: string;
  /** Such as `rate(15 minutes)` or `cron(0 4 * * ? *)`. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly functionArn: string;
  /** Role that EventBridge Scheduler takes. */
  readonly roleArn: string;
  /** ARN of the queue for runs that could not be started. */
  readonly deadLettersArn: string;
}

/** A function that runs by the clock. */
export class ScheduledFunction extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    new SchedulerSchedule(this, "schedule", {
      name: props.name,
      description: props.description,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.functionArn,
        roleArn: props.roleArn,
        // A run that could not start is tried again for an hour, and then left to the next one.
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: props.deadLettersArn },
      },
    });
  }
}
