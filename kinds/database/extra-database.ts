import type { Environment } from "../core/environment";

/** The names of an extra database: its server's, its own and its owner's. */
export interface ExtraDatabaseNames {
  readonly server: string;
  readonly database: string;
  readonly user: string;
}

/** What an extra database is called in its server; by default its name in the manifest, with underscores. */
export function extraDatabaseNames({ extraDatabases }: Environment, name: string): ExtraDatabaseNames {
  const { server, database = name.replaceAll("-", "_"), user = database } = extraDatabases[name]!;
  return { server, database, user };
}
