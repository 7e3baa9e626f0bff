import { LogMetric } from "../../../modules/cloudwatch/log-metric";
import type { WatchContext } from "../../core/contexts/watch";
import { engineOf } from "../engines";
import { databaseOutputs } from "../outputs";
import { databaseAlarms, slowQueryAlarm } from "./alarms";
import { slowQueryLog, slowQueryServers } from "./slow-queries";

/** Watches the database servers, and counts the slow queries of those that log them. */
export function watchDatabases(context: WatchContext): void {
  const { environment, data, addAlarms } = context;
  const thresholds = environment.operations.alarms;
  for (const [name, { engine }] of Object.entries(environment.databases)) {
    const identifier = data(databaseOutputs(name).identifier);
    addAlarms(name, databaseAlarms({ name, identifier, isCluster: engineOf({ engine }).cluster, thresholds }));
  }
  for (const name of slowQueryServers(environment)) watchSlowQueries(context, name);
}

function watchSlowQueries({ scope, prefix, environment, data, addAlarms }: WatchContext, name: string): void {
  const metric = { namespace: `Drydock/${prefix}`, name: `${name}-slow-queries` };
  new LogMetric(scope, `${name}_slow_query_count`, {
    ...metric,
    logGroup: slowQueryLog(environment.databases[name]!, data(databaseOutputs(name).identifier)),
    // The line that every entry of the slow query log has once.
    pattern: '"# Query_time:"',
  });
  addAlarms(name, [slowQueryAlarm(name, metric, environment.operations.alarms)]);
}
