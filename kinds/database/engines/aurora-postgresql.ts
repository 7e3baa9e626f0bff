import type { Engine } from "./engine";
import { OF_POSTGRESQL } from "./postgresql";

/** An Aurora cluster of PostgreSQL. */
export const auroraPostgresql: Engine = {
  ...OF_POSTGRESQL,
  name: "aurora-postgresql",
  cluster: true,
  family: (version) => `aurora-postgresql${version}`,
  groupEnding: (version) => `pg${version}`,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html
  logs: ["postgresql"],
};
