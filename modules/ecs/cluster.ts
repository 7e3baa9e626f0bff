import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";
import { LogGroup } from "../cloudwatch/log-group";

export interface ClusterProps {
  /** Name of the cluster; its log group is `/<name>/exec`. */
  readonly name: string;
  /** Days that the log of ECS Exec sessions is kept; CloudWatch takes a fixed list of values. */
  readonly execLogRetentionDays: number;
}

/** An ECS cluster for tasks on Fargate and on instances that are offered to it, with Container Insights and a log of every ECS Exec session. */
export class Cluster extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly execLogArn: string;
  /** What must outlive what is in the cluster. */
  readonly resource: EcsCluster;
  /** What must be there before a service asks for its capacity. */
  readonly capacity: EcsClusterCapacityProviders;
  private readonly providers = ["FARGATE", "FARGATE_SPOT"];

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const log = new LogGroup(this, "exec-log", {
      name: `/${props.name}/exec`,
      retentionDays: props.execLogRetentionDays,
    });
    const cluster = new EcsCluster(this, "cluster", {
      name: props.name,
      setting: [{ name: "containerInsights", value: "enabled" }],
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchLogGroupName: log.name },
        },
      },
    });
    this.capacity = new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: this.providers,
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 100 }],
    });
    this.resource = cluster;
    this.arn = cluster.arn;
    this.name = props.name;
    this.execLogArn = log.arn;
  }

  /** Lets services of the cluster run on the instances of a capacity provider. */
  offer(capacityProvider: string): void {
    this.providers.push(capacityProvider);
    this.capacity.capacityProviders = this.providers;
  }
}
