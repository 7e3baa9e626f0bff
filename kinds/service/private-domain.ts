import type { Environment } from "../core/environment";

/** Domain of the private names of an environment's services. */
export function privateDomain({ system, name }: Pick<Environment, "system" | "name">): string {
  return `${name}.${system}.internal`;
}
