import type { EnvironmentId } from "../core/names";

/** `<system>/<environment>/<name>`: name in Secrets Manager of a secret that an environment makes. */
export function secretName({ system, name: environment }: EnvironmentId, name: string): string {
  return `${system}/${environment}/${name}`;
}
