import type { Metric } from "../../../modules/cloudwatch/alarm";
import type { AlarmPlan } from "../../core/contexts/alarm-plan";
import type { Operations } from "../../operations/settings";

export interface DatabaseSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Identifier of the server, or of the Aurora cluster. */
  readonly identifier: string;
  /** Whether it is an Aurora cluster, which has metrics of its own. */
  readonly isCluster: boolean;
  /** Limits beyond which alarms start. */
  readonly thresholds: Operations["alarms"];
}

const GIB = 1024 ** 3;

/**
 * Alarms of a database (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html).
 * The storage of an Aurora cluster grows by itself, so there is none to watch.
 */
export function databaseAlarms({ name, identifier, isCluster, thresholds }: DatabaseSubject): AlarmPlan[] {
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/RDS",
    name: metricName,
    dimensions: isCluster ? { DBClusterIdentifier: identifier } : { DBInstanceIdentifier: identifier },
    statistic,
  });
  const storage: AlarmPlan = {
    name: "storage",
    description: `The database ${name} has less than ${thresholds.databaseStorage} GiB of storage left; when it is full it stops. Raise databases.${name}.storage in the manifest and deploy: it grows without a restart.`,
    metric: metric("FreeStorageSpace", "Minimum"),
    comparison: "below",
    threshold: thresholds.databaseStorage * GIB,
    period: 300,
    periods: 1,
    missing: "breaching",
  };
  return [
    {
      name: "cpu",
      description: `The database ${name} has used over ${thresholds.databaseCpu} % of its CPU for 15 minutes. Look for slow queries in Performance Insights; if the load is real, give databases.${name} a larger instance or capacity and deploy.`,
      metric: metric("CPUUtilization", "Average"),
      comparison: "above",
      threshold: thresholds.databaseCpu,
      period: 300,
      periods: 3,
    },
    ...(isCluster ? [] : [storage]),
    {
      name: "connections",
      description: `The database ${name} has more than ${thresholds.databaseConnections} connections. Look for tasks that leak connections; a restart of the service closes them.`,
      metric: metric("DatabaseConnections", "Maximum"),
      comparison: "above",
      threshold: thresholds.databaseConnections,
      period: 300,
      periods: 2,
    },
  ];
}

/** Alarm of a MySQL database that has many slow queries, as its slow query log counts them. */
export function slowQueryAlarm(
  name: string,
  metric: { readonly namespace: string; readonly name: string },
  { slowQueries }: Operations["alarms"],
): AlarmPlan {
  return {
    name: "slow-queries",
    description: `The database ${name} has had more than ${slowQueries} slow queries in 5 minutes. Open the saved query ${name}-slow-queries in CloudWatch Logs Insights to see which; add the index that they lack, or stop what sends them.`,
    metric: { ...metric, dimensions: {}, statistic: "Sum" },
    comparison: "above",
    threshold: slowQueries,
    period: 300,
    periods: 1,
  };
}
