import type { Environment } from "../../kinds/core/environment";
import { type Container, container } from "../../kinds/service/container";
import { containersOf, frontContainer } from "../../kinds/service/containers";
import type { ComposeService } from "./compose-file";
import { isEmulated, SETUP, sdkVariables } from "./emulated";
import { imageOf } from "./images";
import { localText } from "./local-value";
import { literal } from "./names";
import { taskOf } from "./task";

/** What a container is made in. */
export interface Context {
  readonly environment: Environment;
  /** A path of the project as the Compose file names it. */
  readonly path: (path: string) => string;
  /** The port of this computer that leads to a service or function. */
  readonly port: (name: string) => number;
  /** Told of what is left out, and why. */
  readonly leaveOut: (what: string) => void;
}

/** What ECS's conditions are called in Compose. */
const CONDITIONS = {
  start: "service_started",
  healthy: "service_healthy",
  complete: "service_completed_successfully",
  success: "service_completed_successfully",
} as const;

/** The containers of a service, one of Compose's services each. */
export function serviceContainers(context: Context, name: string): Record<string, ComposeService> {
  const service = context.environment.services[name]!;
  const { containers, host, ended, nameOf } = taskOf(name, service);
  const front = service.expose && frontContainer(name, service);
  const ports = front && [`127.0.0.1:${context.port(name)}:${front.port}`];
  const { cpu, memory } = service.size;
  const deploy = {
    // What runs as a job only is not started with the others.
    replicas: service.scale.exactly === 0 ? 0 : undefined,
    resources: { limits: { cpus: String(cpu / 1024), memory: `${memory}M` } },
  };
  return Object.fromEntries(
    Object.entries(containers).map(([key, container]) => {
      const made = process(context, `services.${name}`, container, service.uses);
      const waits = Object.entries(container.startAfter).map(
        ([other, until]) => [nameOf(other), { condition: CONDITIONS[until] }] as const,
      );
      const network = key === host ? { ports } : ended.includes(key) ? {} : { network_mode: `service:${name}` };
      return [
        nameOf(key),
        { ...made, ...network, depends_on: { ...made.depends_on, ...Object.fromEntries(waits) }, deploy },
      ];
    }),
  );
}

/** A function, to be called by HTTP: AWS's base images have a stand-in for Lambda (https://docs.aws.amazon.com/lambda/latest/dg/images-test.html). */
export function functionContainer(context: Context, name: string): ComposeService {
  const { image, command, entryPoint, environment, memory, uses } = context.environment.functions[name]!;
  const fields = { ...container.parse({ image, environment }), command, entryPoint, writable: true, stopTimeout: 2 };
  return {
    ...process(context, `functions.${name}`, fields, uses),
    ports: [`127.0.0.1:${context.port(name)}:8080`],
    deploy: { resources: { limits: { memory: `${memory}M` } } },
  };
}

/** A job: the first container of its service, or the one that it names, with another command. */
export function jobContainer(context: Context, name: string): ComposeService {
  const { service: of, container, command } = context.environment.jobs[name]!;
  const service = context.environment.services[of]!;
  const containers = containersOf(of, service);
  const { startAfter, health, port, ...rest } = containers[container ?? Object.keys(containers)[0]!]!;
  const made = process(context, `services.${of}`, { ...rest, startAfter: {}, command }, service.uses, () => {});
  return { ...made, profiles: ["job"] };
}

/** What every process has: its image, variables, folders, and the servers that it waits for. */
function process(
  context: Context,
  place: string,
  container: Container,
  uses: Readonly<Record<string, unknown>>,
  leaveOut = context.leaveOut,
): ComposeService {
  const { environment, path, port } = context;
  const { image, command, entryPoint, environment: texts, health, heap, user, writable, ...more } = container;
  // Ports and the order of containers are their task's; a tag is of an image in ECR, which Compose builds.
  const { scratch, mounts, stopTimeout, tag, port: _, startAfter, ...forgotten } = more;
  // A field that is not among them does not compile.
  forgotten satisfies Record<string, never>;
  const used = Object.keys(uses);
  const emulated = used.some((name) => isEmulated(environment, name));
  const variables = Object.entries(texts).flatMap(([name, text]) => {
    const value = localText(environment, text, port);
    if ("text" in value) return [[name, value.text] as const];
    leaveOut(`${name} of ${place}: ${value.missing.join(", ")}`);
    return [];
  });
  const servers = used.filter((name) => name in environment.databases || name in environment.caches);
  const hosts = used.flatMap((name) => environment.extraDatabases[name]?.server ?? []);
  const waits = [...new Set([...servers, ...hosts])].map((name) => [name, { condition: "service_healthy" }]);
  const setup = emulated ? { [SETUP]: { condition: "service_completed_successfully" } } : {};
  const volumes = [...scratch, ...Object.entries(mounts).map(([name, folder]) => `${name}:${folder}`)];
  return {
    ...imageOf(environment, image, path),
    command: command?.map(literal),
    entrypoint: entryPoint?.map(literal),
    environment: {
      ...(emulated ? sdkVariables(environment) : {}),
      ...(heap && { [heap.variable]: String(heap.size) }),
      ...Object.fromEntries(variables),
    },
    healthcheck: health && {
      test: ["CMD-SHELL", literal(health.command)],
      interval: `${health.interval}s`,
      timeout: `${health.timeout}s`,
      retries: health.retries,
      start_period: `${health.start}s`,
    },
    user,
    read_only: !writable,
    // Volumes, not tmpfs: they begin with what the image has there, and belong to whom it says, as on Fargate.
    volumes: volumes.length > 0 ? volumes : undefined,
    init: true,
    stop_grace_period: `${stopTimeout}s`,
    depends_on: { ...Object.fromEntries(waits), ...setup },
  };
}
