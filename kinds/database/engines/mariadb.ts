import type { Engine } from "./engine";
import { mysql } from "./mysql";
import { mysqlEnvironment, needsDot, undotted } from "./mysql-dialect";

/** A MariaDB server on RDS. */
export const mariadb: Engine = {
  ...mysql,
  name: "mariadb",
  secretName: "mariadb",
  versionMistake: needsDot("MariaDB", "11.4"),
  family: (version) => `mariadb${version}`,
  groupEnding: (version) => `mariadb${undotted(version)}`,
  // Its client has no --ssl-mode (https://mariadb.com/kb/en/mariadb-command-line-client/).
  client: ({ local, database, user }) =>
    `mariadb --host=127.0.0.1 --port=${local} --user=${user} --password --ssl ${database}`,
  local: (props) => ({
    image: `mariadb:${props.version}`,
    environment: mysqlEnvironment(props),
    data: "/var/lib/mysql",
    // https://mariadb.com/kb/en/using-healthcheck-sh/
    ready: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
  }),
};
