import { POSTGRES_PORT } from "../../../aws/ports";
import type { Dialect, InitFile, NewDatabase } from "./dialect";
import type { Engine } from "./engine";
import { postgresParameters } from "./postgresql-parameters";

/** A file that psql runs. Neither its errors nor the server's log have any part of a statement that fails. */
function createDatabases(databases: readonly NewDatabase[]): InitFile {
  const lines = [
    "\\set VERBOSITY terse",
    "SET log_min_error_statement = panic;",
    "SET log_statement = none;",
    ...databases.flatMap(({ database, user, password }) => [
      `\\set password \`printenv ${password}\``,
      `CREATE USER "${user}" PASSWORD :'password';`,
      `CREATE DATABASE "${database}" OWNER "${user}";`,
    ]),
  ];
  return { name: "extra-databases.sql", content: `${lines.join("\n")}\n` };
}

export const POSTGRESQL: Dialect = {
  name: "postgresql",
  port: POSTGRES_PORT,
  // https://www.postgresql.org/docs/current/manage-ag-templatedbs.html; RDS has one of its own.
  systemDatabases: ["postgres", "rdsadmin", "template0", "template1"],
  userMistake: (user) =>
    user.startsWith("pg_") ? "PostgreSQL keeps user names that begin with pg_ for itself" : undefined,
  masterUserMistake: () => undefined,
  // \getenv needs psql 15 or later.
  program: { image: "public.ecr.aws/docker/library/postgres:17-alpine", file: "postgres.sh" },
  createDatabases,
};

/** What the engines of PostgreSQL have in common. */
export const OF_POSTGRESQL = {
  dialect: POSTGRESQL,
  secretName: "postgres",
  user: "postgres",
  backtrack: false,
  // RDS applies minor versions by itself.
  versionMistake: (version) =>
    version.includes(".")
      ? `\`${version}\` has a minor version, which RDS applies by itself; write "${version.split(".")[0]}"`
      : undefined,
  parameters: { "rds.force_ssl": "1" },
  groupParameters: postgresParameters,
  hasInsights: () => true,
  client: ({ host, local, database, user }) =>
    `psql "host=${host} hostaddr=127.0.0.1 port=${local} dbname=${database} user=${user} sslmode=require"`,
  local: ({ version, database, user, password }) => ({
    image: `postgres:${version}`,
    environment: { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database },
    // From 18 on, the image keeps each major version in a folder of its own (https://hub.docker.com/_/postgres).
    data: `/var/lib/postgresql${Number(version) < 18 ? "/data" : ""}`,
    ready: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", user, "-d", database],
  }),
} as const satisfies Partial<Engine>;
