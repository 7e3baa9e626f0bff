import type { Operations } from "../manifest/schema/operations";
import type { Metric } from "../modules/alarm";
import type { AlarmPlan } from "./operations";

export interface DatabaseSubject {
  /** Name in the manifest. */
  readonly name: string;
  readonly identifier: string;
  readonly thresholds: Operations["alarms"];
}

const GIB = 1024 ** 3;

/** Alarms of a database (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html). */
export function databaseAlarms({ name, identifier, thresholds }: DatabaseSubject): AlarmPlan[] {
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/RDS",
    name: metricName,
    dimensions: { DBInstanceIdentifier: identifier },
    statistic,
  });
  return [
    {
      name: "cpu",
      description: `The database ${name} has used over ${thresholds.databaseCpu} % of its CPU for 15 minutes. Look for slow queries in Performance Insights; if the load is real, choose a larger databases.${name}.instance and deploy.`,
      metric: metric("CPUUtilization", "Average"),
      comparison: "above",
      threshold: thresholds.databaseCpu,
      period: 300,
      periods: 3,
    },
    {
      name: "storage",
      description: `The database ${name} has less than ${thresholds.databaseStorage} GiB of storage left; when it is full it stops. Raise databases.${name}.storage in the manifest and deploy: it grows without a restart.`,
      metric: metric("FreeStorageSpace", "Minimum"),
      comparison: "below",
      threshold: thresholds.databaseStorage * GIB,
      period: 300,
      periods: 1,
      missing: "breaching",
    },
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
