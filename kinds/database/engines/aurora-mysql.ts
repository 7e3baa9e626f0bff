import type { Engine } from "./engine";
import { mysqlDefaults, OF_MYSQL, undotted } from "./mysql-dialect";

/** An Aurora cluster of MySQL. */
export const auroraMysql: Engine = {
  ...OF_MYSQL,
  name: "aurora-mysql",
  cluster: true,
  backtrack: true,
  family: (version) => `aurora-mysql${version}`,
  groupEnding: (version) => `mysql${undotted(version)}`,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
  parameters: mysqlDefaults("ON"),
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Overview.Engines.html
  hasInsights: (instanceClass) => !instanceClass.startsWith("db.t"),
};
