import { type EngineName, engineOf } from "./engines";

/** Port that a database server listens on. */
export function databasePort(settings: { readonly engine: EngineName }): number {
  return engineOf(settings).dialect.port;
}
