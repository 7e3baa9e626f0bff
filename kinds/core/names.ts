import type { Environment } from "./environment";

/** What tells an environment from all others: the system's name and its own. */
export type EnvironmentId = Pick<Environment, "system" | "name">;

/** `<system>-<environment>`: the environment's full name, and the beginning of its names in AWS. */
export function environmentName({ system, name }: EnvironmentId): string {
  return `${system}-${name}`;
}

/** `<system>-<environment>-<name>`: what something of an environment is called in AWS, before it is cut to a limit. */
export function nameIn(environment: EnvironmentId, name: string): string {
  return stackName(environmentName(environment), name);
}

/** Name of the stack of a layer. `owner` is the system, or the environment's full name. */
export function stackName(owner: string, layer: string): string {
  return `${owner}-${layer}`;
}
