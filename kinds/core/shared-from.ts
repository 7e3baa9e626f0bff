import type { Environment } from "./environment";

/** The parts of an environment whose things may be another environment's (`from`). */
export const SHAREABLE = ["tables", "buckets", "userPools"] as const satisfies readonly (keyof Environment)[];

/** Names of the environments of the same system that an environment takes things from, each once. */
export function environmentsUsedBy(environment: Environment): string[] {
  return [
    ...new Set(SHAREABLE.flatMap((section) => Object.values(environment[section]).flatMap(({ from }) => from ?? []))),
  ];
}
