import { extraDatabaseNames } from "../extra-databases";
import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** Extra databases of a server have names and owners of their own, different from the server's. */
export function extraDatabases(environment: Environment): Finding[] {
  const taken = new Map<string, string>();
  return Object.keys(environment.extraDatabases).flatMap((name): Finding[] => {
    const { server, database, user } = extraDatabaseNames(environment, name);
    const main = environment.databases[server];
    if (main === undefined) return [];
    const path = ["extraDatabases", name];
    const owner = (key: string, own: string) => {
      const place = `${server} ${key} ${own}`;
      const other = taken.get(place) ?? (own === main[key as "database" | "user"] ? "the server itself" : undefined);
      taken.set(place, `\`${name}\``);
      const message = `the ${key} \`${own}\` of ${server} is taken by ${other}; set \`${key}\` to another name`;
      return other === undefined ? [] : [{ path, message }];
    };
    const reserved = user.startsWith("pg_")
      ? [
          {
            path,
            message: `PostgreSQL keeps user names that begin with pg_ for itself; set \`user\` to another than \`${user}\``,
          },
        ]
      : [];
    return [...owner("database", database), ...owner("user", user), ...reserved];
  });
}
