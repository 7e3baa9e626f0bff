import { auroraMysql } from "./aurora-mysql";
import { auroraPostgresql } from "./aurora-postgresql";
import type { Engine } from "./engine";
import { mariadb } from "./mariadb";
import { mysql } from "./mysql";
import { postgres } from "./postgres";

/** The engines of database servers, as RDS names them. */
export const ENGINES = {
  postgres,
  mysql,
  mariadb,
  "aurora-postgresql": auroraPostgresql,
  "aurora-mysql": auroraMysql,
} as const satisfies Record<string, Engine>;

/** Name of an engine. */
export type EngineName = keyof typeof ENGINES;

/** Names of all engines. */
export const ENGINE_NAMES = Object.keys(ENGINES) as [EngineName, ...EngineName[]];

/** The engine of a database server. */
export function engineOf({ engine }: { readonly engine: EngineName }): Engine {
  return ENGINES[engine];
}

/** Master user of a database server. */
export function masterUser(settings: { readonly engine: EngineName; readonly user?: string }): string {
  return settings.user ?? engineOf(settings).user;
}
