import type { Database } from "./settings";

/** What follows from the engine of a database server. */
export interface Engine {
  /** Whether it is an Aurora cluster, and not a single server. */
  readonly cluster: boolean;
  /** The language it speaks. */
  readonly dialect: "postgresql" | "mysql";
  /** Master user, unless the manifest names another. */
  readonly user: string;
}

/** The engines, as RDS names them. */
export const ENGINES: Readonly<Record<Database["engine"], Engine>> = {
  postgres: { cluster: false, dialect: "postgresql", user: "postgres" },
  "aurora-postgresql": { cluster: true, dialect: "postgresql", user: "postgres" },
  "aurora-mysql": { cluster: true, dialect: "mysql", user: "admin" },
};

/** Master user of a database server. */
export function masterUser({ engine, user }: Database): string {
  return user ?? ENGINES[engine].user;
}
