import type { Environment } from "../../core/environment";
import { ENGINES } from "../engines";

/** Names of the servers that write a slow query log. */
export function slowQueryServers({ databases }: Environment): string[] {
  return Object.keys(databases).filter((name) => ENGINES[databases[name]!.engine].dialect === "mysql");
}

/** Log group of a MySQL cluster's slow queries. */
export function slowQueryLog(identifier: string): string {
  return `/aws/rds/cluster/${identifier}/slowquery`;
}
