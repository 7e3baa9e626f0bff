import type { Environment } from "../core/environment";
import { type KindLocal, none } from "../core/local/kind";
import { variable } from "../core/local/names";
import { generated, type LocalSecret, localLogin, loginValue } from "../core/local/secret";
import { nameIn } from "../core/names";
import { extraDatabaseNames } from "./extra-database";
import { databasePort } from "./port";

/** An extra database is where its server is, which makes it when it starts for the first time. */
export const extraDatabaseLocal: KindLocal = {
  value: (name, attribute, { environment }) => {
    const { server, database } = extraDatabaseNames(environment, name);
    const port = databasePort(environment.databases[server]!);
    const known: Record<string, unknown> = { host: server, port, name: database };
    return known[attribute] ?? loginValue(environment, name, loginOf(environment, name), attribute);
  },
  // Its login.
  resources: (environment) => ({
    secrets: Object.fromEntries(
      Object.keys(environment.extraDatabases).map((name) => [
        nameIn(environment, name),
        loginOf(environment, name).json,
      ]),
    ),
  }),
  server: ({ extraDatabases }, name) => ({ waitFor: extraDatabases[name]!.server }),
  containers: none,
  published: () => undefined,
  variables: (environment) =>
    Object.keys(environment.extraDatabases).map((name) => generated(variable(environment, name, "password"))),
  absent: none,
  endpoint: {
    noun: "database",
    reachedBy: ({ extraDatabases }, name) => extraDatabases[name]!.server,
    layer: "data",
    find: (environment, name) => sdk().findExtraDatabase(environment, name),
  },
};

/** What asks AWS is loaded when a tunnel asks for it. */
function sdk(): typeof import("./endpoint") {
  return require("./endpoint");
}

function loginOf(environment: Environment, name: string): LocalSecret {
  return localLogin(environment, name, extraDatabaseNames(environment, name).user);
}
