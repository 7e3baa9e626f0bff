import { Construct } from "constructs";
import { LogGroup } from "../../../modules/cloudwatch/log-group";
import {
  type ContainerProps,
  type Mount,
  type StartCondition,
  TaskDefinition,
} from "../../../modules/ecs/task-definition";
import type { Statement } from "../../../modules/iam/policy";
import { Role, RolePermissions } from "../../../modules/iam/role";
import type { Access } from "../../core/contexts/access";
import type { ServiceContext } from "../../core/contexts/service";
import { accessesOf } from "../../core/stack/accesses";
import { terraformText } from "../../core/stack/terraform-text";
import { environmentVariables } from "../../core/stack/values";
import { initContainers } from "../../database/stack/init-containers";
import { fileSystemOutputs } from "../../file-system/outputs";
import { repositoryOutputs } from "../../image/outputs";
import type { Image } from "../../image/settings";
import { logGroupOf } from "../../operations/stack/log-group-name";
import { denyOtherEnvironments } from "../../secret/stack/access";
import type { Container } from "../container";
import { containersOf } from "../containers";
import { serviceOutputs } from "../outputs";
import type { Service } from "../settings";
import { execStatements, executionStatements } from "./execution-role";
import { protectionStatement } from "./protection";

export interface ServiceTaskProps {
  /** Name of the service in the manifest. */
  readonly service: string;
  /** What the services of the environment share. */
  readonly context: ServiceContext;
}

/** The task of a service: its containers, its logs, and the two roles that it has. */
export class ServiceTask extends Construct {
  readonly arn: string;
  readonly executionRoleArn: string;
  readonly roleArn: string;
  /** What `uses` grants. */
  readonly access: readonly Access[];
  private readonly context: ServiceContext;
  private readonly settings: Service;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceTaskProps) {
    super(scope, id);
    const { context, service } = props;
    const { environment, prefix, cluster } = context;
    this.context = context;
    this.settings = environment.services[service]!;
    this.name = `${prefix}-${service}`;
    const manifestContainers = containersOf(service, this.settings);
    const variables = Object.values(manifestContainers).flatMap((container) => Object.values(container.environment));
    this.access = accessesOf(this.settings.uses, variables, context);
    const inits = initContainers(this.settings, context);
    const containers = Object.entries(manifestContainers).map(([name, container]) => ({
      ...this.container(name, container),
      startAfter: {
        ...startAfter(container),
        ...Object.fromEntries(inits.map((init) => [init.name, "SUCCESS" as const])),
      },
    }));
    const logs = new LogGroup(this, "logs", {
      name: logGroupOf(environment, service),
      retentionDays: this.settings.logs.retain,
    });
    const execution = this.role("execution", `Lets ECS start tasks of ${this.name}`, [
      ...executionStatements({
        repositoryArns: this.repositoryArns(Object.values(manifestContainers)),
        logGroupArn: logs.arn,
        secretArns: secretArns([...inits, ...containers]),
      }),
      ...denyOtherEnvironments(environment),
    ]);
    this.roleArn = this.taskRole([
      ...this.access.flatMap((one) => one.statements),
      ...(this.settings.exec ? execStatements(cluster.execLogArn) : []),
      ...(this.settings.scale.protection ? [this.protection(service)] : []),
      ...denyOtherEnvironments(environment),
    ]);
    const { cpu, memory, architecture } = this.settings.size;
    this.arn = new TaskDefinition(this, "definition", {
      runsOn: this.settings.capacity === undefined ? "FARGATE" : "EC2",
      name: this.name,
      region: environment.region,
      cpu,
      memory,
      architecture: architecture === "arm64" ? "ARM64" : "X86_64",
      executionRoleArn: execution.arn,
      taskRoleArn: this.roleArn,
      logGroupName: logs.name,
      containers: [...inits, ...containers],
    }).arn;
    this.executionRoleArn = execution.arn;
  }

  private protection(service: string): Statement {
    const { environment, cluster, account } = this.context;
    return protectionStatement({ service, clusterName: cluster.name, region: environment.region, account });
  }

  /** The task role: of this layer, or, if it is to be kept, of the data layer, with what it may do given here. */
  private taskRole(statements: readonly Statement[]): string {
    const { data } = this.context;
    const service = this.node.scope!.node.id;
    if (!this.settings.keepRole) return this.role("role", `What ${this.name} may do in AWS`, statements).arn;
    new RolePermissions(this, "role", { roleName: data(serviceOutputs(service).roleName), statements });
    return data(serviceOutputs(service).roleArn);
  }

  private role(id: string, description: string, statements: readonly Statement[]): Role {
    const { environment, account } = this.context;
    return new Role(this, id, {
      name: `${this.name}-${id === "role" ? "task" : id}`,
      description,
      service: "ecs-tasks.amazonaws.com",
      account,
      permissionsBoundary: environment.permissionsBoundary,
      statements,
    });
  }

  private repositoryArns(containers: readonly Container[]): string[] {
    const { environment, repository } = this.context;
    const built = containers.map(({ image }) => image).filter((image) => environment.images[image]!.build);
    return [...new Set(built)].map((image) => repository(repositoryOutputs(image).arn));
  }

  private container(name: string, container: Container): ContainerProps {
    const { environment, tags, repository, resolve, data } = this.context;
    const {
      image,
      tag,
      command,
      entryPoint,
      environment: texts,
      health,
      heap,
      startAfter,
      mounts,
      ...same
    } = container;
    // What the module does not take does not compile.
    const asWritten: Pick<ContainerProps, keyof typeof same> = same;
    const variables = { ...texts, ...(heap && { [heap.variable]: String(heap.size) }) };
    return {
      ...asWritten,
      name,
      image: tags.uri(image, pinned(environment.images[image]!, tag), (built) =>
        repository(repositoryOutputs(built).url),
      ),
      command: command?.map(terraformText),
      entryPoint: entryPoint?.map(terraformText),
      ...environmentVariables(variables, resolve),
      startAfter: {},
      health: health && { ...health, command: terraformText(health.command), startPeriod: health.start },
      mounts: Object.entries(mounts).map(
        ([volume, path]): Mount => ({
          volume,
          path,
          fileSystemId: data(fileSystemOutputs(volume).id),
          accessPointId: data(fileSystemOutputs(volume).accessPointId),
        }),
      ),
      essential: true,
    };
  }
}

function startAfter(container: Container): Record<string, StartCondition> {
  return Object.fromEntries(
    Object.entries(container.startAfter).map(([other, what]) => [other, what.toUpperCase() as StartCondition]),
  );
}

/** ARNs of the secrets that containers are given: `arn:key::` without the key. */
function secretArns(containers: readonly ContainerProps[]): string[] {
  const from = containers.flatMap((container) => Object.values(container.secrets));
  return [...new Set(from.map((text) => text.replace(/:[^:]+::$/, "")))];
}

/** An image with the tag that a container pins, if it does. */
function pinned(image: Image, tag: string | undefined): Image {
  return tag === undefined ? image : { ...image, tag };
}
