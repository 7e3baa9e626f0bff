import { MYSQL_PORT } from "../../../aws/ports";
import type { Dialect, InitFile, NewDatabase } from "./dialect";
import type { Engine, LocalServerProps } from "./engine";
import { mysqlParameters } from "./mysql-parameters";

/** https://dev.mysql.com/doc/refman/8.0/en/user-names.html */
const LONGEST_USER = 32;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, of MasterUsername */
const LONGEST_MASTER_USER = 16;

/**
 * A file that the image's start-up sources, with its own functions `docker_process_sql` and `mysql_error`
 * (https://github.com/docker-library/mysql/blob/master/8.0/docker-entrypoint.sh). MySQL quotes a statement that fails
 * after a quote, so that of the reason only what is before it is printed.
 */
function createDatabases(databases: readonly NewDatabase[]): InitFile {
  const script = [
    `extra_text() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"; }`,
    "extra_reason=$(docker_process_sql 2>&1 <<SQL",
    "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';",
    ...databases.flatMap(({ database, user, password }) => [
      `CREATE DATABASE \\\`${database}\\\`;`,
      `CREATE USER '${user}'@'%' IDENTIFIED BY $(extra_text "$${password}");`,
      `GRANT ALL ON \\\`${database}\\\`.* TO '${user}'@'%';`,
    ]),
    "SQL",
    `) || mysql_error "extra databases: $(printf '%s\\n' "$extra_reason" | sed -n "/^ERROR /s/ '.*/ (not shown)/p")"`,
  ];
  return { name: "extra-databases.sh", content: `${script.join("\n")}\n` };
}

export const MYSQL: Dialect = {
  name: "mysql",
  port: MYSQL_PORT,
  // https://dev.mysql.com/doc/refman/8.0/en/system-schema.html; RDS has some of its own.
  systemDatabases: ["information_schema", "innodb", "mysql", "performance_schema", "rdsadmin", "sys"],
  userMistake: (user) =>
    user.length > LONGEST_USER ? `MySQL takes user names of ${LONGEST_USER} characters at most` : undefined,
  masterUserMistake: (user) =>
    user.length > LONGEST_MASTER_USER
      ? `\`${user}\` has ${user.length} characters; a master user of MySQL has ${LONGEST_MASTER_USER} at most`
      : undefined,
  // The mariadb client speaks to MySQL and Aurora MySQL as well.
  program: { image: "public.ecr.aws/docker/library/mariadb:10.11", file: "mysql.sh" },
  createDatabases,
};

/**
 * Queries of more than two seconds go to the slow query log: MySQL's own ten hide most of what users wait for.
 * `log_output` must be FILE for the log to be exported.
 */
const SLOW_QUERY_LOG = { slow_query_log: "1", long_query_time: "2", log_output: "FILE" };

/** What a server with a slow query log sets besides; `tls` is how its parameter groups write that only TLS is taken. */
export function mysqlDefaults(tls: "1" | "ON"): Record<string, string> {
  return { require_secure_transport: tls, ...SLOW_QUERY_LOG };
}

/** Name of a major version in names of AWS, which have no dot. */
export function undotted(version: string): string {
  return version.replace(".", "-");
}

/** What is wrong with a version that has no minor part, where major versions are written like `example`. */
export function needsDot(product: string, example: string): Engine["versionMistake"] {
  return (version) =>
    version.includes(".") ? undefined : `\`${version}\` is no version of ${product}; write it like "${example}"`;
}

/** Environment of the images of MySQL and of MariaDB. */
export function mysqlEnvironment({ database, user, password }: LocalServerProps): Record<string, string> {
  return { MYSQL_ROOT_PASSWORD: password, MYSQL_USER: user, MYSQL_PASSWORD: password, MYSQL_DATABASE: database };
}

/** What the engines of MySQL have in common, MariaDB among them. */
export const OF_MYSQL = {
  dialect: MYSQL,
  secretName: "mysql",
  user: "admin",
  backtrack: false,
  versionMistake: needsDot("MySQL", "8.0"),
  groupParameters: mysqlParameters,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html
  logs: ["error", "slowquery"],
  client: ({ local, database, user }) =>
    `mysql --host=127.0.0.1 --port=${local} --user=${user} --password --ssl-mode=REQUIRED ${database}`,
  local: (props) => ({
    image: `mysql:${props.version}`,
    environment: mysqlEnvironment(props),
    data: "/var/lib/mysql",
    // By TCP: while the server is made, it listens on a socket only.
    ready: ["CMD-SHELL", `MYSQL_PWD="$$MYSQL_PASSWORD" mysqladmin ping -h 127.0.0.1 -u ${props.user} --silent`],
  }),
} as const satisfies Partial<Engine>;
