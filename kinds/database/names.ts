import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import type { Environment } from "../core/environment";
import type { Claim } from "../core/kind";
import { nameIn } from "../core/names";
import { engineOf } from "./engines";

/** The names of the instances of Aurora clusters. */
export function instanceNames({ databases }: Environment): Claim[] {
  return Object.entries(databases).flatMap(([name, { engine, instances }]) =>
    engineOf({ engine }).cluster
      ? Array.from({ length: instances }, (_, index) => ({ name: `${name}-${index + 1}`, path: ["databases", name] }))
      : [],
  );
}

/** Identifier in RDS of a database server, or of an Aurora cluster. */
export function databaseIdentifier(environment: Environment, name: string): string {
  const { cluster } = engineOf(environment.databases[name]!);
  return shorten(nameIn(environment, name), cluster ? LONGEST_NAME.databaseCluster : LONGEST_NAME.databaseInstance);
}
