import { DataAwsEcsService } from "@cdktf/provider-aws/lib/data-aws-ecs-service";
import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { type ITerraformDependable, Op, TerraformSelf } from "cdktf";
import { Construct } from "constructs";

export interface EcsServiceProps {
  /** Name of the service, unique in its cluster. */
  readonly name: string;
  /** ARN of the cluster that the tasks run in. */
  readonly clusterArn: string;
  /** ARN of the revision of the task definition that is deployed. */
  readonly taskDefinitionArn: string;
  /** Tasks that run; with `scales`, only when the service is made. */
  readonly desiredCount: number;
  /** Autoscaling owns the number of tasks, and Terraform leaves it alone. */
  readonly scales: boolean;
  /** The first task that runs on Spot. @default - none does */
  readonly spotFrom?: number;
  /** Capacity provider whose instances the tasks run on. @default - they run on Fargate */
  readonly capacityProvider?: string;
  /** ARN under which tasks register their private names. @default - they have none */
  readonly registryArn?: string;
  /** Stop the old task before the new one starts, so that two never run at once. */
  readonly neverTwo: boolean;
  /** Ids of the private subnets that the tasks run in. */
  readonly subnetIds: string[];
  /** Id of the security group that the tasks have. */
  readonly securityGroupId: string;
  /** Where requests arrive. @default - nowhere */
  readonly target?: {
    readonly targetGroupArn: string;
    readonly container: string;
    readonly port: number;
    /** Seconds after the start during which failed health checks do not stop a task. */
    readonly gracePeriod: number;
  };
  /** Allow ECS Exec. */
  readonly exec: boolean;
  /** Seconds a deploy may take to become steady. */
  readonly steadyWithin: number;
  /** Tags of the service and its tasks, besides those that everything has. @default - none */
  readonly tags?: Record<string, string>;
  /** What must be there first: listener rules, permissions. @default - nothing */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A service that tells the truth about its deploys: the apply waits until the service is steady, ECS rolls
 * a failing deploy back, and then the apply fails too.
 */
export class EcsService extends Construct {
  readonly service: AwsEcsService;

  constructor(scope: Construct, id: string, props: EcsServiceProps) {
    super(scope, id);
    const timeout = `${props.steadyWithin}s`;
    this.service = new AwsEcsService(this, "service", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: props.taskDefinitionArn,
      desiredCount: props.desiredCount,
      ...(props.capacityProvider ? onInstances(props.capacityProvider) : onFargate(props.spotFrom)),
      // Without it, the provider makes the service again when the mix of on demand and Spot changes.
      forceNewDeployment: true,
      deploymentMinimumHealthyPercent: props.neverTwo ? 0 : 100,
      deploymentMaximumPercent: props.neverTwo ? 100 : 200,
      // Rebalancing starts a task before it stops another, which a maximum of 100 % forbids; and it spreads tasks, while
      // instances are filled one after the other so that the others can go.
      availabilityZoneRebalancing: props.neverTwo || props.capacityProvider ? "DISABLED" : "ENABLED",
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentController: { type: "ECS" },
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: props.subnetIds,
        securityGroups: [props.securityGroupId],
        assignPublicIp: false,
      },
      loadBalancer: props.target && [
        {
          targetGroupArn: props.target.targetGroupArn,
          containerName: props.target.container,
          containerPort: props.target.port,
        },
      ],
      serviceRegistries: props.registryArn ? { registryArn: props.registryArn } : undefined,
      healthCheckGracePeriodSeconds: props.target?.gracePeriod,
      enableExecuteCommand: props.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags: props.tags,
      timeouts: { create: timeout, update: timeout, delete: timeout },
      lifecycle: props.scales ? { ignoreChanges: ["desired_count"] } : undefined,
      dependsOn: props.dependsOn?.length ? props.dependsOn : undefined,
    });
    // A rollback leaves the service steady on the previous task definition; this is what makes the apply fail then.
    new DataAwsEcsService(this, "deployed", {
      clusterArn: props.clusterArn,
      serviceName: this.service.name,
      dependsOn: [this.service],
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(TerraformSelf.getString("task_definition"), props.taskDefinitionArn),
            errorMessage: `The deploy of ${props.name} failed and ECS rolled it back: the new tasks did not become healthy. See the service's events and the logs of the stopped tasks; fix the cause and apply again.`,
          },
        ],
      },
    });
  }
}

function onFargate(spotFrom: number | undefined) {
  return { capacityProviderStrategy: capacity(spotFrom), platformVersion: "LATEST" };
}

/** Tasks fill an instance before they take another, so that few run (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html). */
function onInstances(capacityProvider: string) {
  return {
    capacityProviderStrategy: [{ capacityProvider, weight: 1 }],
    orderedPlacementStrategy: [{ type: "binpack", field: "memory" }],
  };
}

/**
 * Tasks below `spotFrom` run on demand, all others on Spot; weights count only for tasks beyond the base
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html).
 */
function capacity(spotFrom: number | undefined): { capacityProvider: string; base?: number; weight: number }[] {
  if (spotFrom === undefined) return [{ capacityProvider: "FARGATE", weight: 1 }];
  const spot = { capacityProvider: "FARGATE_SPOT", weight: 1 };
  return spotFrom === 1 ? [spot] : [{ capacityProvider: "FARGATE", base: spotFrom - 1, weight: 0 }, spot];
}
