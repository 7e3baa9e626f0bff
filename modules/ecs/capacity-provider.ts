import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { Construct } from "constructs";

export interface CapacityProviderProps {
  /** Must not begin with `aws`, `ecs` or `fargate`. */
  readonly name: string;
  /** ARN of the group of instances. */
  readonly groupArn: string;
  /** Most instances that are started at once. */
  readonly max: number;
}

/**
 * Instances for the tasks of an ECS cluster: as many as tasks ask for, none where there are none
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html). An instance with tasks is not
 * scaled in, and one that goes away is drained first.
 */
export class CapacityProvider extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: CapacityProviderProps) {
    super(scope, id);
    const provider = new EcsCapacityProvider(this, "provider", {
      name: props.name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: props.groupArn,
        managedDraining: "ENABLED",
        managedTerminationProtection: "ENABLED",
        managedScaling: {
          status: "ENABLED",
          targetCapacity: 100,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: props.max,
          // ECS's own default, in seconds.
          instanceWarmupPeriod: 300,
        },
      },
    });
    this.name = provider.name;
  }
}
