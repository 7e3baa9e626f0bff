import { EcsTaskDefinition, type EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";

/** What a container waits for: that another has started, is healthy, has ended, or has ended well. */
export type StartCondition = "START" | "HEALTHY" | "COMPLETE" | "SUCCESS";

export interface ContainerHealth {
  /** Shell command; exit code 0 means healthy. */
  readonly command: string;
  /** Seconds. */
  readonly interval: number;
  /** Seconds. */
  readonly timeout: number;
  /** Failures in a row after which the container is unhealthy. */
  readonly retries: number;
  /** Seconds during which failures do not count. */
  readonly startPeriod: number;
}

/** A file system in a folder of a container. */
export interface Mount {
  /** Name of the volume; the same in all containers that mount the file system. */
  readonly volume: string;
  /** Absolute path of the folder in the container. */
  readonly path: string;
  /** Id of the file system in EFS. */
  readonly fileSystemId: string;
  /** Id of the access point, which fixes owner and root folder. */
  readonly accessPointId: string;
}

export interface ContainerProps {
  /** Name of the container, unique within its task. */
  readonly name: string;
  /** Image with its tag or digest. */
  readonly image: string;
  /** TCP port that the container listens on. @default - none */
  readonly port?: number;
  /** Command, replacing the image's `CMD`. @default - the image's */
  readonly command?: readonly string[];
  /** Entry point, replacing the image's `ENTRYPOINT`. @default - the image's */
  readonly entryPoint?: readonly string[];
  /** Environment variables with plain values. */
  readonly environment: Record<string, string>;
  /** Environment variables that ECS fills from Secrets Manager: ARN, optionally with `:key::`. */
  readonly secrets: Record<string, string>;
  /** Containers of the task that it waits for before it starts, and in which state. */
  readonly startAfter: Record<string, StartCondition>;
  /** Health check that ECS runs in the container. @default - none */
  readonly health?: ContainerHealth;
  /** Opt out of the read-only root file system. */
  readonly writable: boolean;
  /** Folders that are writable and empty in each new task. */
  readonly scratch: readonly string[];
  /** Folders in which file systems appear. */
  readonly mounts: readonly Mount[];
  /** Whether the task stops when this container stops. */
  readonly essential: boolean;
  /** User, or `user:group`, by name or number. @default - the image's */
  readonly user?: string;
  /** Seconds between SIGTERM and SIGKILL; at most 120 on Fargate. */
  readonly stopTimeout: number;
}

export interface TaskDefinitionProps {
  /** Where the task runs: on Fargate or on instances. */
  readonly runsOn: "FARGATE" | "EC2";
  /** Family in ECS. */
  readonly name: string;
  /** Region that logs are written to. */
  readonly region: string;
  /** CPU units; 1024 are one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  /** Architecture of the processor that the images are built for. */
  readonly architecture: "X86_64" | "ARM64";
  /** ARN of the role with which ECS pulls images, reads secrets and writes logs. */
  readonly executionRoleArn: string;
  /** ARN of the role that the containers' own calls to AWS have. */
  readonly taskRoleArn: string;
  /** Name of the log group that the containers write to. */
  readonly logGroupName: string;
  /** The containers, in the order of the task definition. */
  readonly containers: readonly ContainerProps[];
}

/** A task: containers that start, run and stop together. */
export class TaskDefinition extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const definition = new EcsTaskDefinition(this, "task", {
      family: props.name,
      requiresCompatibilities: [props.runsOn],
      networkMode: "awsvpc",
      cpu: String(props.cpu),
      memory: String(props.memory),
      runtimePlatform: { cpuArchitecture: props.architecture, operatingSystemFamily: "LINUX" },
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      // ECS rolls back to the previous revision, so Terraform must not take it away.
      skipDestroy: true,
      volume: volumesOf(props.containers),
      containerDefinitions: JSON.stringify(props.containers.map((container) => definitionOf(container, props))),
    });
    this.arn = definition.arn;
  }
}

/** Every scratch folder is a volume of its own; a file system is one volume for all containers that mount it. */
function volumesOf(containers: readonly ContainerProps[]): EcsTaskDefinitionVolume[] {
  const scratch = containers.flatMap(({ name, scratch }) =>
    scratch.map((_, index) => ({ name: scratchVolume(name, index) })),
  );
  const mounts = new Map(containers.flatMap(({ mounts }) => mounts.map((mount) => [mount.volume, mount] as const)));
  return [
    ...scratch,
    ...[...mounts.values()].map(({ volume, fileSystemId, accessPointId }) => ({
      name: volume,
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId, iam: "ENABLED" },
      },
    })),
  ];
}

function scratchVolume(container: string, index: number): string {
  return `${container}-scratch-${index}`;
}

/** A container as the ECS API wants it. Lists are in the order that ECS gives back, so that no plan shows a change. */
function definitionOf(container: ContainerProps, task: TaskDefinitionProps): object {
  const { name, image, essential, port, command, entryPoint, environment, secrets, startAfter, ...more } = container;
  const { health, writable, scratch, mounts, user, stopTimeout, ...forgotten } = more;
  // A field that is not among them does not compile.
  forgotten satisfies Record<string, never>;
  return {
    name,
    image,
    essential,
    portMappings: port ? [{ containerPort: port, hostPort: port, protocol: "tcp" }] : [],
    command,
    entryPoint,
    environment: sorted(environment).map(([name, value]) => ({ name, value })),
    secrets: sorted(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    dependsOn: Object.entries(startAfter).map(([containerName, condition]) => ({ containerName, condition })),
    healthCheck: health && {
      command: ["CMD-SHELL", health.command],
      interval: health.interval,
      timeout: health.timeout,
      retries: health.retries,
      startPeriod: health.startPeriod,
    },
    readonlyRootFilesystem: !writable,
    mountPoints: [
      ...scratch.map((containerPath, index) => [scratchVolume(name, index), containerPath] as const),
      ...mounts.map(({ volume, path }) => [volume, path] as const),
    ].map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath, readOnly: false })),
    user,
    stopTimeout,
    linuxParameters: { initProcessEnabled: true },
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": task.logGroupName,
        "awslogs-region": task.region,
        "awslogs-stream-prefix": name,
      },
    },
    volumesFrom: [],
    systemControls: [],
  };
}

function sorted(record: Record<string, string>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
