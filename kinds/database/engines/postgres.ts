import type { Engine } from "./engine";
import { OF_POSTGRESQL } from "./postgresql";

/** A PostgreSQL server on RDS. */
export const postgres: Engine = {
  ...OF_POSTGRESQL,
  name: "postgres",
  cluster: false,
  family: (version) => `postgres${version}`,
  groupEnding: (version) => `pg${version}`,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html
  logs: ["postgresql", "upgrade"],
};
