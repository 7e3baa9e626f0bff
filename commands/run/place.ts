import {
  type ContainerDefinition,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type NetworkConfiguration,
} from "@aws-sdk/client-ecs";
import { UserError } from "../base/user-error";
import type { LogStream } from "./log";
import type { Work } from "./work";

/** Where work runs: a service's own task definition, in the service's own place in the network. */
export interface Place {
  /** Name of the cluster, `<system>-<environment>`. */
  readonly cluster: string;
  readonly region: string;
  readonly taskDefinition: string;
  readonly network: NetworkConfiguration;
  /** MiB that a task has. */
  readonly memory: string;
  /** Where the container's log goes, once the task's id is known. */
  readonly log: (taskId: string) => LogStream | undefined;
}

/** Finds the place of some work in ECS. */
export async function findPlace(ecs: ECSClient, region: string, cluster: string, work: Work): Promise<Place> {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [work.service] }));
  const service = services.find(({ status }) => status === "ACTIVE");
  if (!service) {
    throw new UserError(
      `Cluster ${cluster} in ${region} has no active service ${work.service}: deploy ${cluster}-service first.`,
    );
  }
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }),
  );
  const { containerDefinitions = [], memory, taskDefinitionArn } = taskDefinition!;
  const container = containerDefinitions.find(({ name }) => name === work.container);
  if (!container) {
    throw new UserError(
      `The deployed task of ${work.service} has no container ${work.container}: deploy ${cluster}-service, so that it is as the manifest says.`,
    );
  }
  return {
    cluster,
    region,
    taskDefinition: taskDefinitionArn!,
    network: service.networkConfiguration!,
    memory: memory!,
    log: (taskId) => logStream(container, taskId),
  };
}

/** Streams of the awslogs driver are `<prefix>/<container>/<task id>` (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html). */
function logStream({ name, logConfiguration }: ContainerDefinition, taskId: string): LogStream | undefined {
  const { "awslogs-group": group, "awslogs-stream-prefix": prefix } = logConfiguration?.options ?? {};
  return group && prefix ? { group, stream: `${prefix}/${name}/${taskId}` } : undefined;
}
