import type { Environment } from "./schema/environment";

/** Names of the environments of the same system that an environment takes tables from, each once. */
export function sourcesOf({ tables }: Environment): string[] {
  return [...new Set(Object.values(tables).flatMap(({ from }) => from ?? []))];
}
