import type { Environment } from "../../kinds/core/environment";
import { engineOf, masterUser } from "../../kinds/database/engines";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import type { Database } from "../../kinds/database/settings";
import type { ComposeService, Config } from "./compose-file";
import { interpolation, variable } from "./names";

/** Time between two checks of a server that is to start soon. */
const CHECK = { interval: "2s", timeout: "5s", retries: 60 } as const;

/** The Redis that ElastiCache's versions are compatible with: 7.1 is AWS's own (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html). */
const REDIS: Record<string, string> = { "5": "5.0", "6": "6.2", "7": "7.2" };

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

/** A Redis. */
export function cacheServer(environment: Environment, name: string): ComposeService {
  const { version } = environment.caches[name]!;
  return {
    image: `redis:${REDIS[version.split(".")[0]!] ?? version}`,
    healthcheck: { test: ["CMD", "redis-cli", "ping"], ...CHECK },
  };
}
