import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";

/** Between how many tasks a service scales, and how fast. */
export interface ScalingRange {
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** Name of the ECS service. */
  readonly serviceName: string;
  /** Fewest tasks. */
  readonly min: number;
  /** Most tasks. */
  readonly max: number;
  /** Seconds between two steps down. */
  readonly cooldownIn: number;
  /** Seconds between two steps up. */
  readonly cooldownOut: number;
}

export interface ServiceScalingProps extends ScalingRange {
  /** Per cent of CPU that tasks are kept at. @default - CPU does not count */
  readonly cpu?: number;
  /** Per cent of memory that tasks are kept at. @default - memory does not count */
  readonly memory?: number;
  /** Requests that a task gets in a minute, and the load balancer and target group they come from. @default - they do not count */
  readonly requests?: { readonly perTask: number; readonly label: string };
}

/** How many tasks of a service run: a range, and targets that the number of tasks follows. */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.min,
      maxCapacity: props.max,
    });
    const track = (name: string, metric: string, targetValue: number, resourceLabel?: string) =>
      new AppautoscalingPolicy(this, name, {
        name: `${props.serviceName}-${name}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          targetValue,
          scaleInCooldown: props.cooldownIn,
          scaleOutCooldown: props.cooldownOut,
          predefinedMetricSpecification: { predefinedMetricType: metric, resourceLabel },
        },
      });
    if (props.cpu) track("cpu", "ECSServiceAverageCPUUtilization", props.cpu);
    if (props.memory) track("memory", "ECSServiceAverageMemoryUtilization", props.memory);
    if (props.requests) {
      track("requests", "ALBRequestCountPerTarget", props.requests.perTask, props.requests.label);
    }
  }
}
