import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { ENGINES, masterUser } from "../engines";
import { extraDatabaseNames } from "../extra-database";

/** https://dev.mysql.com/doc/refman/8.0/en/user-names.html */
const LONGEST_MYSQL_USER = 32;

/** Extra databases of a server have names and owners of their own, different from the server's. */
export function extraDatabases(environment: Environment): Diagnostic[] {
  const taken = new Map<string, string>();
  return Object.keys(environment.extraDatabases).flatMap((name): Diagnostic[] => {
    const { server, database, user } = extraDatabaseNames(environment, name);
    const main = environment.databases[server];
    if (main === undefined) return [];
    const path = ["extraDatabases", name];
    const owner = (key: string, own: string) => {
      const place = `${server} ${key} ${own}`;
      const other =
        taken.get(place) ??
        (own === (key === "user" ? masterUser(main) : main.database) ? "the server itself" : undefined);
      taken.set(place, `\`${name}\``);
      const message = `the ${key} \`${own}\` of ${server} is taken by ${other}; set \`${key}\` to another name`;
      return other === undefined ? [] : [{ path, message }];
    };
    const isMysql = ENGINES[main.engine].dialect === "mysql";
    const another = `set \`user\` to another than \`${user}\``;
    const refused = [
      ...(!isMysql && user.startsWith("pg_")
        ? [`PostgreSQL keeps user names that begin with pg_ for itself; ${another}`]
        : []),
      ...(isMysql && user.length > LONGEST_MYSQL_USER
        ? [`MySQL takes user names of ${LONGEST_MYSQL_USER} characters at most; ${another}`]
        : []),
    ];
    return [...owner("database", database), ...owner("user", user), ...refused.map((message) => ({ path, message }))];
  });
}
