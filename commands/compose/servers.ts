import type { Environment } from "../../kinds/core/environment";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import type { Database } from "../../kinds/database/settings";
import type { ComposeService, Config } from "./compose-file";
import { interpolation, variable } from "./names";

/** Time between two checks of a server that is to start soon. */
const CHECK = { interval: "2s", timeout: "5s", retries: 60 } as const;

/** The Redis that ElastiCache's versions are compatible with: 7.1 is AWS's own (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html). */
const REDIS: Record<string, string> = { "5": "5.0", "6": "6.2", "7": "7.2" };

export const CACHE_PORT = 6379;

/** The port of a database. */
export function portOf({ engine }: Database): number {
  return engine === "aurora-mysql" ? 3306 : 5432;
}

/** The master user of a database, as RDS has it. */
export function userOf({ engine, user }: Database): string {
  return user ?? (engine === "aurora-mysql" ? "admin" : "postgres");
}

/** A database server of the same major version, with its extra databases. */
export function databaseServer(environment: Environment, name: string): { service: ComposeService; config?: Config } {
  const database = environment.databases[name]!;
  const mysql = database.engine === "aurora-mysql";
  const password = interpolation(variable(environment, name, "password"));
  const statements = extraDatabases(environment, name);
  const initialized = statements === "" ? {} : { configs: [{ source: `${name}-init`, target: INIT }] };
  const service = mysql ? mysqlServer(database, name, password) : postgresServer(database, name, password);
  return {
    service: { ...service, ...initialized },
    config: statements === "" ? undefined : { content: statements },
  };
}

/** Where both images look for what to run in a new, empty server. */
const INIT = "/docker-entrypoint-initdb.d/extra-databases.sql";

function postgresServer({ version, database, ...rest }: Database, name: string, password: string): ComposeService {
  const major = version.split(".")[0]!;
  const user = userOf({ version, database, ...rest });
  return {
    image: `postgres:${major}`,
    environment: { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database },
    // From 18 on, the image keeps each major version in a folder of its own (https://hub.docker.com/_/postgres).
    volumes: [`${name}:/var/lib/postgresql${Number(major) < 18 ? "/data" : ""}`],
    healthcheck: { test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", user, "-d", database], ...CHECK },
  };
}

function mysqlServer({ version, database, ...rest }: Database, name: string, password: string): ComposeService {
  const user = userOf({ version, database, ...rest });
  return {
    image: `mysql:${version}`,
    environment: {
      MYSQL_ROOT_PASSWORD: password,
      MYSQL_USER: user,
      MYSQL_PASSWORD: password,
      MYSQL_DATABASE: database,
    },
    volumes: [`${name}:/var/lib/mysql`],
    // By TCP: while the server is made, it listens on a socket only.
    healthcheck: {
      test: ["CMD-SHELL", `mysqladmin ping -h 127.0.0.1 -u ${user} -p"$$MYSQL_PASSWORD" --silent`],
      ...CHECK,
    },
  };
}

/** The statements that make the extra databases of a server and their owners. */
function extraDatabases(environment: Environment, server: string): string {
  const mysql = environment.databases[server]!.engine === "aurora-mysql";
  return Object.keys(environment.extraDatabases)
    .map((name) => ({ name, ...extraDatabaseNames(environment, name) }))
    .filter((extra) => extra.server === server)
    .map(({ name, database, user }) => {
      const password = interpolation(variable(environment, name, "password"));
      return mysql
        ? `CREATE DATABASE \`${database}\`;\nCREATE USER '${user}'@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON \`${database}\`.* TO '${user}'@'%';\n`
        : `CREATE USER "${user}" PASSWORD '${password}';\nCREATE DATABASE "${database}" OWNER "${user}";\n`;
    })
    .join("");
}

/** A Redis. */
export function cacheServer(environment: Environment, name: string): ComposeService {
  const { version } = environment.caches[name]!;
  return {
    image: `redis:${REDIS[version.split(".")[0]!] ?? version}`,
    healthcheck: { test: ["CMD", "redis-cli", "ping"], ...CHECK },
  };
}
