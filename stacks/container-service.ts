import { Construct } from "constructs";
import { containersOf } from "../manifest/containers";
import { parseTemplate } from "../manifest/reference";
import type { Container } from "../manifest/schema/container";
import type { Environment } from "../manifest/schema/environment";
import type { Service } from "../manifest/schema/service";
import type { Cluster } from "../modules/cluster";
import { DnsAlias } from "../modules/dns-alias";
import { EcsService, type EcsServiceProps } from "../modules/ecs-service";
import { HttpRoute } from "../modules/http-route";
import { LogGroup } from "../modules/log-group";
import { Role } from "../modules/role";
import { SecurityGroup } from "../modules/security-group";
import { type ContainerProps, type StartCondition, TaskDefinition } from "../modules/task-definition";
import { type Access, accessTo } from "./access";
import { execStatements, executionStatements } from "./execution-role";
import type { FrontDoor } from "./front-door";
import type { ImageTags } from "./image-uris";
import { environmentVariables, type Resolve } from "./values";

export interface ContainerServiceProps {
  readonly environment: Environment;
  readonly prefix: string;
  readonly account: string;
  readonly cluster: Cluster;
  readonly frontDoor: FrontDoor | undefined;
  readonly vpc: { readonly id: string; readonly privateSubnetIds: string[] };
  /** A value that the data layer has handed on. */
  readonly data: (output: string) => string;
  /** A value that the registry layer has handed on. */
  readonly repository: (output: string) => string;
  readonly tags: ImageTags;
  readonly resolve: Resolve;
}

/** A service of the manifest: its task, its roles, its place in the network and the way to it. */
export class ContainerService extends Construct {
  readonly serviceName: string;
  /** Target group, as CloudWatch names it, if the service is exposed. */
  readonly targetGroup: string | undefined;
  private readonly settings: Service;
  private readonly containers: Record<string, Container>;
  private readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContainerServiceProps,
  ) {
    super(scope, id);
    const { environment, prefix, cluster, vpc } = props;
    this.settings = environment.services[id]!;
    this.containers = containersOf(id, this.settings);
    this.name = `${prefix}-${id}`;
    const access = this.access();
    const securityGroup = this.securityGroup(access);
    const task = this.taskDefinition(access);
    const route = this.route(securityGroup);
    const { exactly } = this.settings.scale;
    const ecs = new EcsService(this, "ecs", {
      name: id,
      clusterArn: cluster.arn,
      taskDefinitionArn: task.arn,
      desiredCount: exactly ?? 1,
      neverTwo: true,
      subnetIds: vpc.privateSubnetIds,
      securityGroupId: securityGroup.id,
      target: route?.target,
      exec: this.settings.exec,
      steadyWithin: this.settings.steadyWithin,
      dependsOn: route ? [route.rule] : undefined,
    });
    this.serviceName = ecs.service.name;
    this.targetGroup = route?.targetGroup;
  }

  /** What `uses` grants. */
  private access(): Access[] {
    const { environment, account, data, resolve } = this.props;
    const readByArn = new Set(
      Object.values(this.containers)
        .flatMap((container) => Object.values(container.environment).flatMap(parseTemplate))
        .flatMap((part) => (typeof part === "object" && part.attribute.at(-1) === "arn" ? [part.resource] : [])),
    );
    return Object.keys(this.settings.uses).map((name) =>
      accessTo(name, { environment, account, data, resolve, readByArn }),
    );
  }

  private securityGroup(access: readonly Access[]): SecurityGroup {
    const group = new SecurityGroup(this, "network", {
      name: this.name,
      description: `What the service ${this.name} reaches and who reaches it`,
      vpcId: this.props.vpc.id,
    });
    group.allowToRange("https", "0.0.0.0/0", 443, "AWS APIs and the internet over HTTPS");
    for (const edge of access.flatMap((one) => one.edges)) {
      group.connectTo(edge.to, edge.securityGroupId, edge.port, `${this.node.id} to ${edge.to}`);
    }
    return group;
  }

  private taskDefinition(access: readonly Access[]): TaskDefinition {
    const { environment, prefix, cluster, repository } = this.props;
    const { settings } = this;
    const logs = new LogGroup(this, "logs", {
      name: `/${prefix}/${this.node.id}`,
      retentionDays: settings.logs.retain,
    });
    const containers = Object.entries(this.containers).map(([name, container]) => this.container(name, container));
    const built = Object.values(this.containers)
      .map((container) => container.image!)
      .filter((image) => environment.images[image]!.build);
    const execution = this.role(
      "execution-role",
      `Lets ECS start tasks of ${this.name}`,
      executionStatements({
        repositoryArns: [...new Set(built)].map((image) => repository(`${image}_arn`)),
        logGroupArn: logs.arn,
        secretArns: secretArns(containers),
      }),
    );
    const task = this.role("task-role", `What ${this.name} may do in AWS`, [
      ...access.flatMap((one) => one.statements),
      ...(settings.exec ? execStatements(cluster.execLogArn) : []),
    ]);
    return new TaskDefinition(this, "definition", {
      name: this.name,
      region: environment.region,
      cpu: settings.size.cpu,
      memory: settings.size.memory,
      architecture: settings.size.architecture === "arm64" ? "ARM64" : "X86_64",
      executionRoleArn: execution.arn,
      taskRoleArn: task.arn,
      logGroupName: logs.name,
      containers,
    });
  }

  private role(id: string, description: string, statements: ConstructorParameters<typeof Role>[2]["statements"]): Role {
    const { environment, account } = this.props;
    return new Role(this, id, {
      name: `${this.name}-${id}`,
      description,
      service: "ecs-tasks.amazonaws.com",
      account,
      permissionsBoundary: environment.permissionsBoundary,
      statements,
    });
  }

  private container(name: string, container: Container): ContainerProps {
    const { environment, tags, repository, resolve } = this.props;
    const { health } = container;
    return {
      name,
      image: tags.uri(container.image, environment.images[container.image]!, (image) => repository(`${image}_url`)),
      port: container.port,
      command: container.command,
      entryPoint: container.entryPoint,
      ...environmentVariables(container.environment, resolve),
      startAfter: Object.fromEntries(
        Object.entries(container.startAfter).map(([other, what]) => [other, what.toUpperCase() as StartCondition]),
      ),
      health: health && { ...health, startPeriod: health.start },
      writable: container.writable,
      scratch: container.scratch,
      user: container.user,
      stopTimeout: container.stopTimeout,
    };
  }

  private route(securityGroup: SecurityGroup) {
    const { expose } = this.settings;
    const { frontDoor, vpc } = this.props;
    if (!expose || !frontDoor) return undefined;
    const container = expose.container ?? Object.keys(this.containers)[0]!;
    const port = this.containers[container]!.port!;
    const { health } = expose;
    const route = new HttpRoute(this, "route", {
      name: this.name,
      vpcId: vpc.id,
      listenerArn: frontDoor.balancer.listenerArn,
      host: expose.host,
      priority: frontDoor.priority(expose.host),
      port,
      healthCheck: health,
      deregistrationDelay: expose.deregistration,
    });
    frontDoor.balancer.access.connectTo(this.node.id, securityGroup.id, port, `Load balancer to ${this.node.id}`);
    new DnsAlias(this, "name", { zoneId: frontDoor.zoneId, host: expose.host, target: frontDoor.balancer });
    const target: EcsServiceProps["target"] = {
      targetGroupArn: route.targetGroupArn,
      container,
      port,
      // Enough for a task to start and then to pass as many checks as a task may fail.
      gracePeriod: health.start + health.interval * Math.max(health.healthy, health.unhealthy),
    };
    return { rule: route.rule, target, targetGroup: route.targetGroupArnSuffix };
  }
}

/** ARNs of the secrets that containers are given: `arn:key::` without the key. */
function secretArns(containers: readonly ContainerProps[]): string[] {
  const from = containers.flatMap((container) => Object.values(container.secrets));
  return [...new Set(from.map((text) => text.replace(/:[^:]+::$/, "")))];
}
