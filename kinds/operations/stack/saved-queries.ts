import type { Environment } from "../../core/environment";
import { slowQueryLog } from "../../database/stack/slow-queries";
import { logGroupOf } from "./log-group-name";

/** A saved query before it has its place in the environment. */
export interface QueryPlan {
  /** Name within the environment. */
  readonly name: string;
  /** Names of the log groups that are searched. */
  readonly logGroups: string[];
  /**
   * In the language of Logs Insights (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html).
   */
  readonly query: string;
}

const ERRORS = `fields @timestamp, @log, @message
| filter @message like /(?i)(error|exception|fatal|traceback|panic)/
| sort @timestamp desc
| limit 200`;

/** An entry of MySQL's slow query log (https://dev.mysql.com/doc/refman/8.0/en/slow-query-log.html), the slowest first. */
const SLOW_QUERIES = `parse @message /Query_time: (?<seconds>[0-9.]+)\\s+Lock_time: (?<locked>[0-9.]+)\\s+Rows_sent: (?<sent>[0-9]+)\\s+Rows_examined: (?<examined>[0-9]+)/
| filter ispresent(seconds)
| sort seconds desc
| display @timestamp, seconds, locked, sent, examined, @message
| limit 100`;

/**
 * The saved queries of an environment: errors of each service and function, slow queries of MySQL, and what the manifest
 * writes. Each is about one thing, so that one more changes none of the others.
 */
export function savedQueries(environment: Environment, slow: Readonly<Record<string, string>>): QueryPlan[] {
  const { services, functions, operations, databases } = environment;
  const groups = (names: readonly string[]) => names.map((name) => logGroupOf(environment, name));
  return [
    ...Object.keys({ ...services, ...functions }).map((name) => ({
      name: `${name}-errors`,
      logGroups: groups([name]),
      query: ERRORS,
    })),
    ...Object.entries(slow).map(([name, identifier]) => ({
      name: `${name}-slow-queries`,
      logGroups: [slowQueryLog(databases[name]!, identifier)],
      query: SLOW_QUERIES,
    })),
    ...Object.entries(operations.queries).map(([name, { of, query }]) => ({ name, logGroups: groups(of), query })),
  ];
}
