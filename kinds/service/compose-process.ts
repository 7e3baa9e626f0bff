import type { ComposeService } from "../core/local/compose-file";
import { SETUP, sdkVariables } from "../core/local/emulator";
import type { LocalContext } from "../core/local/kind";
import { literal } from "../core/local/names";
import { imageOf } from "../image/local";
import type { Container } from "./container";

/** What every process has: its image, variables, folders, and the servers that it waits for. */
export function composeProcess(
  context: LocalContext,
  place: string,
  container: Container,
  uses: Readonly<Record<string, unknown>>,
  leaveOut = context.leaveOut,
): ComposeService {
  const { image, command, entryPoint, environment, health, heap, user, writable, ...more } = container;
  // Ports and the order of containers are their task's; a tag is of an image in ECR, which Compose builds.
  const { scratch, mounts, stopTimeout, tag, port, startAfter, ...forgotten } = more;
  // A field that is not among them does not compile.
  forgotten satisfies Record<string, never>;
  const { servers, emulator } = context.needs(Object.keys(uses));
  const variables = Object.entries(environment).flatMap(([name, text]) => {
    const value = context.text(text);
    if ("text" in value) return [[name, value.text] as const];
    leaveOut(`${name} of ${place}: ${value.missing.join(", ")}`);
    return [];
  });
  const waits = servers.map((name) => [name, { condition: "service_healthy" }]);
  const setup = emulator ? { [SETUP]: { condition: "service_completed_successfully" } } : {};
  const volumes = [...scratch, ...Object.entries(mounts).map(([name, folder]) => `${name}:${folder}`)];
  return {
    ...imageOf(context, image),
    command: command?.map(literal),
    entrypoint: entryPoint?.map(literal),
    environment: {
      ...(emulator ? sdkVariables(context.environment) : {}),
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
