import type { Parameter } from "./engine";

/** Parameters that PostgreSQL reads only when it starts, and that RDS lets be set: `context` is `postmaster` in pg_settings. */
export const STATIC_PARAMETERS: readonly string[] = [
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "autovacuum_multixact_freeze_max_age",
  "huge_pages",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "shared_buffers",
  "shared_preload_libraries",
  "superuser_reserved_connections",
  "track_activity_query_size",
  "track_commit_timestamp",
  "wal_buffers",
];

/** The same among the parameters of RDS's own (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html). */
const STATIC_OF_RDS: readonly string[] = ["rds.logical_replication"];

/**
 * Parameters of a PostgreSQL server as a parameter group has them. RDS refuses to apply a static one at once: it comes
 * with the server's next start (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html).
 */
export function postgresParameters(values: Readonly<Record<string, string>>): Parameter[] {
  const isStatic = (name: string) => [...STATIC_PARAMETERS, ...STATIC_OF_RDS].includes(name);
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    ...(isStatic(name) && { applyMethod: "pending-reboot" }),
  }));
}
