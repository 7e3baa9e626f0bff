import type { EnvironmentId } from "../core/names";

/** Domain of the private names of an environment's services. */
export function privateDomain({ system, name }: EnvironmentId): string {
  return `${name}.${system}.internal`;
}
