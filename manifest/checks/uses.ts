import { KINDS, kindOf, SECTIONS } from "../attributes";
import { frontContainer } from "../containers";
import { LEVELS } from "../levels";
import { suggestion } from "../nearest";
import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

function usable(environment: Environment, service: string): string[] {
  return KINDS.flatMap((kind) => Object.keys(environment[SECTIONS[kind]])).filter((name) => name !== service);
}

function entryFinding(environment: Environment, service: string, resource: string, level: string): Finding[] {
  const path = ["services", service, "uses", resource];
  const kind = kindOf(environment, resource);
  if (kind === undefined) {
    const advice = suggestion(resource, usable(environment, service), "there is nothing to use");
    return [{ path, at: "key", message: `there is no \`${resource}\` to use; ${advice}` }];
  }
  if (kind === "service" && frontContainer(resource, environment.services[resource]!) === undefined) {
    const message = `the service \`${resource}\` listens on no port; give it a \`port\`, or take this line out`;
    return [{ path, at: "key", message }];
  }
  const levels: readonly string[] = LEVELS[kind];
  if (resource === service) {
    return [{ path, at: "key", message: "a service needs no access to itself; take this line out" }];
  }
  return levels.includes(level)
    ? []
    : [{ path, message: `\`${level}\` is no level of access to a ${kind}; ${suggestion(level, levels, "")}` }];
}

/** `uses` names what exists, at a level that its kind has. */
export function uses(environment: Environment): Finding[] {
  return Object.entries(environment.services).flatMap(([service, settings]) =>
    Object.entries(settings.uses).flatMap(([resource, level]) => entryFinding(environment, service, resource, level)),
  );
}
