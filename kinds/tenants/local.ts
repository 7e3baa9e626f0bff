import type { Environment } from "../core/environment";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { interpolation, literal, variable } from "../core/local/names";
import { generated } from "../core/local/secret";
import { nameIn } from "../core/names";
import { engineOf } from "../database/engines";
import { databasePort } from "../database/port";
import { tenantBucketPrefix, tenantDatabase, tenantDirectory, tenantSecretPrefix } from "./names";

/** A tenant on a developer's computer. */
interface LocalTenant {
  readonly bucket: string;
  /** Bucket that has its entry. */
  readonly directory: string;
  readonly key: string;
  readonly entry: object;
  /** Login of its database, if it has one: name of the secret, its values, and the variable with the password. */
  readonly login?: {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly variable: string;
  };
}

export const tenantsLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => ({ directory: tenantDirectory(environment, name) })[attribute],
  resources: (environment) => {
    const tenants = tenantsOf(environment);
    const groups = Object.entries(environment.tenants).filter(([, { from }]) => from === undefined);
    return {
      buckets: [...groups.map(([group]) => nameIn(environment, group)), ...tenants.map(({ bucket }) => bucket)],
      objects: tenants.map(({ directory, key, entry }) => ({
        bucket: directory,
        key,
        body: literal(JSON.stringify(entry)),
      })),
      secrets: Object.fromEntries(loginsOf(tenants).map(({ name, values }) => [name, JSON.stringify(values)])),
    };
  },
  variables: (environment) => loginsOf(tenantsOf(environment)).map(({ variable }) => generated(variable)),
  absent: none,
  endpoint: undefined,
};

function loginsOf(tenants: readonly LocalTenant[]) {
  return tenants.flatMap(({ login }) => login ?? []);
}

/** The tenants of an environment, as the data layer makes them in AWS. */
function tenantsOf(environment: Environment): LocalTenant[] {
  return Object.entries(environment.tenants).flatMap(([group, { database, settings: ofAll, of }]) =>
    Object.entries(of).map(([name, { state, settings }]) => {
      const bucket = `${tenantBucketPrefix(environment, group)}${name}`;
      const login = database === undefined ? undefined : loginOf(environment, group, name, database);
      const entry = { tenant: name, state, bucket, secret: login?.name, settings: { ...ofAll, ...settings } };
      return { bucket, directory: tenantDirectory(environment, group), key: `${name}.json`, entry, login };
    }),
  );
}

function loginOf(environment: Environment, group: string, name: string, database: string) {
  const server = environment.databases[database]!;
  const password = variable(environment, group, name, "password");
  const values = {
    engine: engineOf(server).secretName,
    host: database,
    port: String(databasePort(server)),
    dbname: tenantDatabase(name),
    username: tenantDatabase(name),
    password: interpolation(password),
  };
  return { name: `${tenantSecretPrefix(environment, group)}${name}`, values, variable: password };
}
