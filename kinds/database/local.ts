import type { Environment } from "../core/environment";
import type { ComposeService } from "../core/local/compose-file";
import { type KindLocal, type LocalServer, none } from "../core/local/kind";
import { interpolation, literal, variable } from "../core/local/names";
import { generated, type LocalSecret, localLogin, loginValue } from "../core/local/secret";
import { SERVER_CHECK } from "../core/local/server-check";
import { nameIn } from "../core/names";
import { engineOf, masterUser } from "./engines";
import { extraDatabaseNames } from "./extra-database";
import { databasePort } from "./port";

export const databaseLocal: KindLocal = {
  value: (name, attribute, { environment }) => {
    const database = environment.databases[name]!;
    const known: Record<string, unknown> = { host: name, port: databasePort(database), name: database.database };
    return known[attribute] ?? loginValue(environment, name, loginOf(environment, name), attribute);
  },
  // Its login.
  resources: (environment) => ({
    secrets: Object.fromEntries(
      Object.keys(environment.databases).map((name) => [nameIn(environment, name), loginOf(environment, name).json]),
    ),
  }),
  server: databaseServer,
  containers: none,
  published: () => undefined,
  variables: (environment) =>
    Object.keys(environment.databases).map((name) => generated(variable(environment, name, "password"))),
  absent: none,
  endpoint: {
    noun: "database",
    reachedBy: (_, name) => name,
    layer: "data",
    find: (environment, name) => sdk().findDatabase(environment, name),
  },
};

/** What asks AWS is loaded when a tunnel asks for it. */
function sdk(): typeof import("./endpoint") {
  return require("./endpoint");
}

function loginOf(environment: Environment, name: string): LocalSecret {
  return localLogin(environment, name, masterUser(environment.databases[name]!));
}

/** A database server of the same major version, with its extra databases. */
function databaseServer(environment: Environment, name: string): LocalServer {
  const service = emptyServer(environment, name);
  const rest = { volume: true, waitFor: name };
  const extras = extraDatabasesOf(environment, name);
  if (extras.length === 0) return { service, ...rest };
  const file = engineOf(environment.databases[name]!).dialect.createDatabases(extras);
  const passwords = Object.fromEntries(extras.map(({ password }) => [password, interpolation(password)]));
  return {
    service: {
      ...service,
      environment: { ...service.environment, ...passwords },
      configs: [{ source: `${name}-init`, target: `/docker-entrypoint-initdb.d/${file.name}` }],
    },
    config: { content: literal(file.content) },
    ...rest,
  };
}

function emptyServer(environment: Environment, name: string): ComposeService {
  const settings = environment.databases[name]!;
  const { version, database } = settings;
  const password = interpolation(variable(environment, name, "password"));
  const props = { version, database, user: masterUser(settings), password };
  const { image, environment: variables, data, ready } = engineOf(settings).local(props);
  const healthcheck = { test: ready, ...SERVER_CHECK };
  return { image, environment: variables, volumes: [`${name}:${data}`], healthcheck };
}

/** The extra databases of a server with their users, and the variables that have the users' passwords. */
function extraDatabasesOf(environment: Environment, server: string) {
  return Object.keys(environment.extraDatabases)
    .map((name) => ({ ...extraDatabaseNames(environment, name), password: variable(environment, name, "password") }))
    .filter((extra) => extra.server === server);
}
