import { Construct } from "constructs";
import { type ScheduleProps, schedule } from "./schedule";

export interface ScheduledTaskProps extends ScheduleProps {
  /** Group of its tasks, by which events tell them from others. */
  readonly group: string;
  /** ARN of the ECS cluster that the task runs in. */
  readonly clusterArn: string;
  /** ARN of the task definition. */
  readonly taskDefinitionArn: string;
  /** Ids of the private subnets that the task runs in. */
  readonly subnetIds: string[];
  /** Id of the security group that the task has. */
  readonly securityGroupId: string;
  /** Container whose command is replaced. */
  readonly container: string;
  /** Command that the container runs instead of its own. */
  readonly command: readonly string[];
}

/** A Fargate task that runs by the clock. */
export class ScheduledTask extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    schedule(this, props, {
      arn: props.clusterArn,
      input: JSON.stringify({ containerOverrides: [{ name: props.container, command: props.command }] }),
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
    });
  }
}
