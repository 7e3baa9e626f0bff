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
  const { command, entryPoint, health, user, writable, scratch, mounts, stopTimeout } = container;
  const { servers, emulator } = context.needs(Object.keys(uses));
  const variables = Object.entries(container.environment).flatMap(([name, text]) => {
    const value = context.text(text);
    if ("text" in value) return [[name, value.text] as const];
    leaveOut(`${name} of ${place}: ${value.missing.join(", ")}`);
    return [];
  });
  const heap = container.heap ? { [container.heap.variable]: String(container.heap.size) } : {};
  const waits = servers.map((name) => [name, { condition: "service_healthy" }]);
  const setup = emulator ? { [SETUP]: { condition: "service_completed_successfully" } } : {};
  const volumes = [...scratch, ...Object.entries(mounts).map(([name, folder]) => `${name}:${folder}`)];
  return {
    ...imageOf(context, container.image),
    command: command?.map(literal),
    entrypoint: entryPoint?.map(literal),
    environment: { ...(emulator ? sdkVariables(context.environment) : {}), ...heap, ...Object.fromEntries(variables) },
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
