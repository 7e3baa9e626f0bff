import type { ReferenceValue } from "../../core/stack/kind";
import type { Value } from "../../core/stack/values";
import { extraDatabaseNames } from "../extra-database";

/** A database server: what the data layer has handed on, its first database's name, and its master user's login. */
export const databaseValue: ReferenceValue = ({ resource, attribute }, { environment, data }) => {
  const own = (output: string) => data(`${resource}_${output}`);
  const path = attribute.join(".");
  if (path === "name") return { plain: environment.databases[resource]!.database };
  return loginValue(attribute, own) ?? { plain: own(path) };
};

/** An extra database is where its server is; its name and login are its own. */
export const extraDatabaseValue: ReferenceValue = ({ resource, attribute }, { environment, data }) => {
  const { server, database } = extraDatabaseNames(environment, resource);
  const path = attribute.join(".");
  if (path === "name") return { plain: database };
  return loginValue(attribute, (output) => data(`${resource}_${output}`)) ?? { plain: data(`${server}_${path}`) };
};

function loginValue([first, second]: readonly string[], own: (output: string) => string): Value | undefined {
  if (first !== "secret") return undefined;
  if (second === "arn") return { plain: own("secret_arn") };
  return { secretFrom: second ? `${own("secret_arn")}:${second}::` : own("secret_arn") };
}
