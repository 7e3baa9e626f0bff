import type { Parameter } from "./engine";

/**
 * Parameters that MySQL and MariaDB read only when they start, and that RDS lets be set: not "Dynamic" in
 * https://dev.mysql.com/doc/refman/8.4/en/dynamic-system-variables.html, `READ_ONLY` in MariaDB's
 * information_schema.SYSTEM_VARIABLES.
 */
export const STATIC_MYSQL_PARAMETERS: readonly string[] = [
  "back_log",
  "ft_max_word_len",
  "ft_min_word_len",
  "ft_query_expansion_limit",
  "ft_stopword_file",
  "innodb_autoinc_lock_mode",
  "innodb_ft_cache_size",
  "innodb_ft_max_token_size",
  "innodb_ft_min_token_size",
  "innodb_ft_sort_pll_degree",
  "innodb_ft_total_cache_size",
  "innodb_open_files",
  "innodb_read_only",
  "innodb_rollback_on_timeout",
  "innodb_sort_buffer_size",
  "innodb_sync_array_size",
  "innodb_use_native_aio",
  "lower_case_table_names",
  "performance_schema",
  "performance_schema_digests_size",
  "performance_schema_max_digest_length",
  "performance_schema_max_table_instances",
  "report_host",
  "skip_name_resolve",
  "table_open_cache_instances",
  "thread_stack",
];

/**
 * Parameters of a MySQL or MariaDB server as a parameter group has them. RDS refuses to apply a static one at once: it
 * comes with the server's next start (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html).
 */
export function mysqlParameters(values: Readonly<Record<string, string>>): Parameter[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    ...(STATIC_MYSQL_PARAMETERS.includes(name) && { applyMethod: "pending-reboot" }),
  }));
}
