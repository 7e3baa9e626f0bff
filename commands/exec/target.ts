import {
  type Container,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import { anyOf } from "../../language/diagnostics/nearest";
import { refusal } from "../base/aws-refusal";
import { UserError } from "../base/user-error";

/** Where a session is wanted. */
export interface Wanted {
  readonly region: string;
  /** Name of the cluster: `<system>-<environment>`. */
  readonly cluster: string;
  readonly service: string;
  /** Name of the container. @default - the only one, or the one named like the service */
  readonly container?: string;
}

/** What ECS knows of the place where a session is wanted. */
export interface Target {
  readonly service: Service;
  readonly task: Task;
  readonly container: Container;
  readonly definition: TaskDefinition;
}

/** Finds the newest running task of a service and a container in it. */
export async function findTarget(wanted: Wanted): Promise<Target> {
  const client = new ECSClient({ region: wanted.region });
  try {
    const service = await findService(client, wanted);
    const task = await findTask(client, wanted);
    const container = chooseContainer(task.containers ?? [], wanted);
    const { taskDefinition } = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: task.taskDefinitionArn }),
    );
    return { service, task, container, definition: taskDefinition! };
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(explained(error as Error, wanted));
  } finally {
    client.destroy();
  }
}

async function findService(client: ECSClient, { region, cluster, service }: Wanted): Promise<Service> {
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const found = services.find(({ status }) => status === "ACTIVE");
  if (found) return found;
  throw new UserError(
    `Cluster ${cluster} in ${region} has no active service ${service}: deploy ${cluster}-service first.`,
  );
}

async function findTask(client: ECSClient, { region, cluster, service }: Wanted): Promise<Task> {
  const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, serviceName: service }));
  const { tasks = [] } =
    taskArns.length > 0 ? await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns })) : {};
  const [newest] = tasks
    .filter(({ lastStatus }) => lastStatus === "RUNNING")
    .sort((one, other) => Number(other.startedAt) - Number(one.startedAt));
  if (newest) return newest;
  throw new UserError(
    `Service ${service} of cluster ${cluster} in ${region} has no running task: read why in its events, ` +
      `aws ecs describe-services --region ${region} --cluster ${cluster} --services ${service} --query 'services[0].events[:5]'`,
  );
}

function chooseContainer(containers: readonly Container[], { service, container }: Wanted): Container {
  const name = container ?? (containers.length === 1 ? containers[0]!.name : service);
  const found = containers.find((candidate) => candidate.name === name);
  if (found) return found;
  const names = anyOf(containers.map((candidate) => candidate.name!));
  throw new UserError(
    container === undefined
      ? `The task of ${service} has several containers: name one with --container ${names}.`
      : `The task of ${service} has no container ${container}: choose ${names}.`,
  );
}

function explained(error: Error, { region, cluster }: Wanted): string {
  switch (error.name) {
    case "ClusterNotFoundException":
      return `There is no cluster ${cluster} in ${region} of this account: deploy ${cluster}-service, or log in to the account it is in.`;
    case "CredentialsProviderError":
    case "ExpiredTokenException":
    case "UnrecognizedClientException":
    case "InvalidClientTokenId":
      return `No valid AWS credentials (${error.message}): log in with \`npx drydock login\`.`;
    default:
      return refusal(error, `ECS in ${region}`).message;
  }
}
