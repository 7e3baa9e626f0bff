import type { Environment } from "../../core/environment";
import { type EngineName, engineOf } from "../engines";

/** Names of the servers that write a slow query log. */
export function slowQueryServers({ databases }: Environment): string[] {
  return Object.keys(databases).filter((name) => engineOf(databases[name]!).logs.includes("slowquery"));
}

/** Log group of the slow queries of a server, or of an Aurora cluster. */
export function slowQueryLog(settings: { readonly engine: EngineName }, identifier: string): string {
  return `/aws/rds/${engineOf(settings).cluster ? "cluster" : "instance"}/${identifier}/slowquery`;
}
