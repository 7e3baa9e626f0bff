import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";

export interface ScheduledTaskProps {
  readonly name: string;
  readonly description: string;
  /** Such as `rate(15 minutes)` or `cron(0 4 * * ? *)`. */
  readonly schedule: string;
  readonly timeZone: string;
  /** Group of its tasks, by which events tell them from others. */
  readonly group: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** Role that EventBridge Scheduler takes. */
  readonly roleArn: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Container whose command is replaced. */
  readonly container: string;
  readonly command: readonly string[];
  /** ARN of the queue for runs that could not be started. */
  readonly deadLettersArn: string;
}

/** A Fargate task that runs by the clock. */
export class ScheduledTask extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    new SchedulerSchedule(this, "schedule", {
      name: props.name,
      description: props.description,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.clusterArn,
        roleArn: props.roleArn,
        input: JSON.stringify({ containerOverrides: [{ name: props.container, command: props.command }] }),
        // A run that could not start is tried again for an hour, and then kept for people.
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: props.deadLettersArn },
        ecsParameters: {
          taskDefinitionArn: props.taskDefinitionArn,
          capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
          taskCount: 1,
          group: props.group,
          enableEcsManagedTags: true,
          propagateTags: "TASK_DEFINITION",
          networkConfiguration: {
            subnets: props.subnetIds,
            securityGroups: [props.securityGroupId],
            assignPublicIp: false,
          },
        },
      },
    });
  }
}
