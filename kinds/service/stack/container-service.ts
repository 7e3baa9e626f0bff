import { Construct } from "constructs";
import { EcsService } from "../../../modules/ecs/ecs-service";
import { QueueScaling } from "../../../modules/ecs/queue-scaling";
import type { ScalingRange } from "../../../modules/ecs/service-scaling";
import { ServiceScaling } from "../../../modules/ecs/service-scaling";
import { HttpRoute } from "../../../modules/elb/http-route";
import { SecurityGroup } from "../../../modules/vpc/security-group";
import type { ServiceContext } from "../../core/contexts/service";
import type { SharedLoadBalancer } from "../../load-balancer/stack/shared-load-balancer";
import { queueOutputs } from "../../queue/outputs";
import { frontContainer } from "../containers";
import type { QueueScaling as Scaling } from "../queue-scaling";
import type { Service } from "../settings";
import { type ServiceRoute, targetGroupOf } from "./paired-routes";
import { protectionTags } from "./protection";
import { ServiceTask } from "./task";

/** A service of the manifest: its task, its place in the network, the ways to it, and how many tasks run. */
export class ContainerService extends Construct {
  readonly serviceName: string;
  /** Target group, as CloudWatch names it, if the service is exposed. */
  readonly targetGroup: string | undefined;
  readonly targetGroupArn: string | undefined;
  readonly network: SecurityGroup;
  readonly task: ServiceTask;
  private readonly settings: Service;
  private readonly front: ReturnType<typeof frontContainer>;

  constructor(
    scope: Construct,
    id: string,
    private readonly context: ServiceContext,
  ) {
    super(scope, id);
    const { environment, prefix, cluster, vpc, privateNames } = context;
    this.settings = environment.services[id]!;
    this.front = frontContainer(id, this.settings);
    this.task = new ServiceTask(this, "task", { service: id, context });
    this.network = this.securityGroup();
    const route = this.route();
    const { exactly, min, max = min, spotFrom } = this.settings.scale;
    const scales = exactly === undefined && max > min;
    const ecs = new EcsService(this, "ecs", {
      name: id,
      clusterArn: cluster.arn,
      taskDefinitionArn: this.task.arn,
      desiredCount: exactly ?? min,
      scales,
      spotFrom,
      capacityProvider: this.settings.capacity && `${prefix}-${this.settings.capacity}`,
      neverTwo: exactly !== undefined,
      subnetIds: vpc.privateSubnetIds,
      securityGroupId: this.network.id,
      registryArn: this.front && privateNames?.register(id, id),
      target: route?.target,
      exec: this.settings.exec,
      steadyWithin: this.settings.steadyWithin,
      tags: this.tags(),
      dependsOn: [...(route?.rules ?? []), ...(this.settings.capacity ? [cluster.capacity] : [])],
    });
    this.serviceName = ecs.service.name;
    this.targetGroup = route?.targetGroup;
    this.targetGroupArn = route?.target.targetGroupArn;
    if (scales) this.scaling(min, max);
  }

  /** Port that requests go to, if the service has one. */
  get port(): number | undefined {
    return this.front?.port;
  }

  private tags(): Record<string, string> | undefined {
    const { scale, losesData } = this.settings;
    if (!scale.protection && !losesData) return undefined;
    return { ...(scale.protection && protectionTags(this.node.id)), ...(losesData && { LosesData: losesData }) };
  }

  /** Lets this service reach another one on its port. */
  connectTo(other: ContainerService): void {
    this.network.connectTo(other.node.id, other.network.id, other.port!, `${this.node.id} to ${other.node.id}`);
  }

  private securityGroup(): SecurityGroup {
    const { prefix, vpc } = this.context;
    const name = `${prefix}-${this.node.id}`;
    const group = new SecurityGroup(this, "network", {
      name,
      description: `What the service ${name} reaches and who reaches it`,
      vpcId: vpc.id,
    });
    group.allowToRange("https", "0.0.0.0/0", 443, "AWS APIs and the internet over HTTPS");
    for (const port of this.settings.internet) {
      group.allowToRange(`internet-${port}`, "0.0.0.0/0", port, `The internet on port ${port}`);
    }
    const edges = new Map(this.task.access.flatMap((one) => one.edges).map((edge) => [edge.to, edge]));
    for (const edge of edges.values()) {
      group.connectTo(edge.to, edge.securityGroupId, edge.port, `${this.node.id} to ${edge.to}`);
    }
    return group;
  }

  private route() {
    const { expose } = this.settings;
    const { sharedLoadBalancer } = this.context;
    if (!expose || !sharedLoadBalancer) return undefined;
    const { name: container, port } = this.front!;
    const { targetGroupArn, targetGroupArnSuffix, rules } =
      sharedLoadBalancer.paired.get(this.node.id) ?? this.ownRoute(sharedLoadBalancer);
    sharedLoadBalancer.balancer.access.connectTo(
      this.node.id,
      this.network.id,
      port,
      `Load balancer to ${this.node.id}`,
    );
    const { health } = expose;
    // Enough for a task to start and then to pass as many checks as a task may fail.
    const gracePeriod = health.start + health.interval * Math.max(health.healthy, health.unhealthy);
    return {
      rules,
      target: { targetGroupArn, container, port, gracePeriod },
      targetGroup: targetGroupArnSuffix,
    };
  }

  private ownRoute(sharedLoadBalancer: SharedLoadBalancer): ServiceRoute {
    const { environment, prefix, vpc } = this.context;
    const { host } = this.settings.expose!;
    const route = new HttpRoute(this, "route", {
      ...targetGroupOf(this.node.id, { environment, prefix, vpcId: vpc.id }),
      listenerArn: sharedLoadBalancer.balancer.listenerArn,
      ...sharedLoadBalancer.route(host),
    });
    if (host) sharedLoadBalancer.addName(this, host);
    return { ...route, rules: [route.rule] };
  }

  private scaling(min: number, max: number): void {
    const { cpu, memory, requests, queue, cooldown } = this.settings.scale;
    const { cluster, sharedLoadBalancer } = this.context;
    const range = {
      clusterName: cluster.name,
      serviceName: this.serviceName,
      min,
      max,
      cooldownIn: cooldown.in,
      cooldownOut: cooldown.out,
    };
    if (queue) {
      this.queueScaling(queue, range);
      return;
    }
    new ServiceScaling(this, "scaling", {
      ...range,
      cpu,
      memory,
      requests:
        requests && sharedLoadBalancer
          ? { perTask: requests, label: `${sharedLoadBalancer.balancer.arnSuffix}/${this.targetGroup}` }
          : undefined,
    });
  }

  private queueScaling({ of, alsoEmpty, latency, perMessage, up, down }: Scaling, range: ScalingRange): void {
    const { prefix, data } = this.context;
    new QueueScaling(this, "scaling", {
      ...range,
      name: `${prefix}-${this.node.id}`,
      queueName: data(queueOutputs(of).name),
      alsoEmpty: alsoEmpty.map((name) => data(queueOutputs(name).name)),
      backlog: latency && perMessage ? { latency, perMessage } : undefined,
      steps: up.steps ?? [{ over: 0, add: 1 }],
      up,
      down,
    });
  }
}
