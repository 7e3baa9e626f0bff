import { cacheEngineOf } from "../../kinds/cache/engines";
import type { Environment } from "../../kinds/core/environment";
import { engineOf, masterUser } from "../../kinds/database/engines";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import type { Database } from "../../kinds/database/settings";
import type { ComposeService, Config } from "./compose-file";
import { interpolation, literal, variable } from "./names";

/** Time between two checks of a server that is to start soon. */
const CHECK = { interval: "2s", timeout: "5s", retries: 60 } as const;

/** A database server of the same major version, with its extra databases. */
export function databaseServer(environment: Environment, name: string): { service: ComposeService; config?: Config } {
  const database = environment.databases[name]!;
  const service = localServer(database, name, interpolation(variable(environment, name, "password")));
  const extras = extraDatabases(environment, name);
  if (extras.length === 0) return { service };
  const file = engineOf(database).dialect.createDatabases(extras);
  const passwords = Object.fromEntries(extras.map(({ password }) => [password, interpolation(password)]));
  return {
    service: {
      ...service,
      environment: { ...service.environment, ...passwords },
      configs: [{ source: `${name}-init`, target: `/docker-entrypoint-initdb.d/${file.name}` }],
    },
    config: { content: literal(file.content) },
  };
}

function localServer(settings: Database, name: string, password: string): ComposeService {
  const { version, database } = settings;
  const { image, environment, data, ready } = engineOf(settings).local({
    version,
    database,
    user: masterUser(settings),
    password,
  });
  return { image, environment, volumes: [`${name}:${data}`], healthcheck: { test: ready, ...CHECK } };
}

/** The extra databases of a server with their users, and the variables that have the users' passwords. */
function extraDatabases(environment: Environment, server: string) {
  return Object.keys(environment.extraDatabases)
    .map((name) => ({ ...extraDatabaseNames(environment, name), password: variable(environment, name, "password") }))
    .filter((extra) => extra.server === server);
}

/** A cache of the same engine and version. */
export function cacheServer(environment: Environment, name: string): ComposeService {
  const settings = environment.caches[name]!;
  const { engine, version } = cacheEngineOf(settings);
  const { image, client } = engine.local(version);
  const parameters = Object.entries(settings.parameters).flatMap(([key, value]) => [`--${key}`, value]);
  return {
    image,
    command: parameters.length > 0 ? parameters.map(literal) : undefined,
    healthcheck: { test: ["CMD", client, "ping"], ...CHECK },
  };
}
