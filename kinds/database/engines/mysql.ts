import type { Engine } from "./engine";
import { mysqlDefaults, needsDot, OF_MYSQL, undotted } from "./mysql-dialect";

/** Classes that are too small for Performance Insights of MySQL and MariaDB (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html). */
const WITHOUT_INSIGHTS = /^db\.(t2|t3\.(micro|small)|t4g\.(micro|small))/;

/** Whether Performance Insights takes an instance class, of MySQL and MariaDB on RDS. */
export function hasInsights(instanceClass: string): boolean {
  return !WITHOUT_INSIGHTS.test(instanceClass);
}

/** A MySQL server on RDS. */
export const mysql: Engine = {
  ...OF_MYSQL,
  name: "mysql",
  cluster: false,
  versionMistake: needsDot("MySQL", "8.4"),
  family: (version) => `mysql${version}`,
  groupEnding: (version) => `mysql${undotted(version)}`,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html; a server's group takes 0 and 1.
  parameters: mysqlDefaults("1"),
  hasInsights,
};
