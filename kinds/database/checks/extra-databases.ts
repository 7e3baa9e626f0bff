import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { engineOf, masterUser } from "../engines";
import { extraDatabaseNames } from "../extra-database";

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
    const mistake = engineOf(main).dialect.userMistake(user);
    const refused = mistake ? [`${mistake}; set \`user\` to another than \`${user}\``] : [];
    return [...owner("database", database), ...owner("user", user), ...refused.map((message) => ({ path, message }))];
  });
}
