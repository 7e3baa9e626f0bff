import type { Environment } from "../../kinds/core/environment";
import { engineOf } from "../../kinds/database/engines";
import { databasePort } from "../../kinds/database/port";
import { tenantBucketPrefix, tenantDatabase, tenantDirectory, tenantSecretPrefix } from "../../kinds/tenants/names";
import { interpolation, variable } from "./names";

/** A tenant on a developer's computer. */
export interface LocalTenant {
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

/** The tenants of an environment, as the data layer makes them in AWS. */
export function tenantsOf(environment: Environment): LocalTenant[] {
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
