import { MYSQL_PORT, POSTGRES_PORT } from "../../aws/ports";
import { FORCE_TLS } from "./postgres";
import { type Parameter, postgresParameters } from "./postgres-parameters";

/** What differs between the engines of Aurora. */
export interface AuroraEngine {
  /** Name in RDS. */
  readonly name: "aurora-postgresql" | "aurora-mysql";
  readonly port: number;
  /** What the names of its parameter groups have before the version. */
  readonly groupPrefix: string;
  /** Server parameters, unless the manifest says otherwise. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters as a parameter group has them. */
  readonly groupParameters: (values: Readonly<Record<string, string>>) => Parameter[];
  /** Logs that go to CloudWatch Logs. */
  readonly logs: readonly string[];
  /** Whether Performance Insights takes an instance class. */
  readonly hasInsights: (instanceClass: string) => boolean;
}

export const AURORA_POSTGRESQL: AuroraEngine = {
  name: "aurora-postgresql",
  port: POSTGRES_PORT,
  groupPrefix: "pg",
  parameters: FORCE_TLS,
  groupParameters: postgresParameters,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html
  logs: ["postgresql"],
  hasInsights: () => true,
};

/**
 * TLS only, and queries of more than two seconds in the slow query log: MySQL's own ten hide most of what users wait for.
 * `log_output` must be FILE for the log to be exported.
 */
export const AURORA_MYSQL: AuroraEngine = {
  name: "aurora-mysql",
  port: MYSQL_PORT,
  groupPrefix: "mysql",
  parameters: { require_secure_transport: "ON", slow_query_log: "1", long_query_time: "2", log_output: "FILE" },
  groupParameters: (values) => Object.entries(values).map(([name, value]) => ({ name, value })),
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html
  logs: ["error", "slowquery"],
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Overview.Engines.html
  hasInsights: (instanceClass) => !instanceClass.startsWith("db.t"),
};
