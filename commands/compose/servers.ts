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
  const password = interpolation(variable(environment, name, "password"));
  const statements = extraDatabases(environment, name);
  const initialized = statements === "" ? {} : { configs: [{ source: `${name}-init`, target: INIT }] };
  const service = localServer(database, name, password);
  return {
    service: { ...service, ...initialized },
    config: statements === "" ? undefined : { content: statements },
  };
}

/** Where both images look for what to run in a new, empty server. */
const INIT = "/docker-entrypoint-initdb.d/extra-databases.sql";

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

/** The statements that make the extra databases of a server and their owners. */
function extraDatabases(environment: Environment, server: string): string {
  const { createDatabase } = engineOf(environment.databases[server]!).dialect;
  return Object.keys(environment.extraDatabases)
    .map((name) => ({ name, ...extraDatabaseNames(environment, name) }))
    .filter((extra) => extra.server === server)
    .map(({ name, database, user }) =>
      createDatabase({ database, user, password: interpolation(variable(environment, name, "password")) }),
    )
    .join("");
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
