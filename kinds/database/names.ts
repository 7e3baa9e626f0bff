import type { Environment } from "../core/environment";
import type { Claim } from "../core/kind";
import { engineOf } from "./engines";

/** The names of the instances of Aurora clusters. */
export function instanceNames({ databases }: Environment): Claim[] {
  return Object.entries(databases).flatMap(([name, { engine, instances }]) =>
    engineOf({ engine }).cluster
      ? Array.from({ length: instances }, (_, index) => ({ name: `${name}-${index + 1}`, path: ["databases", name] }))
      : [],
  );
}
