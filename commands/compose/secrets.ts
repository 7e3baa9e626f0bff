import { randomBytes } from "node:crypto";
import type { Environment } from "../../kinds/core/environment";
import { masterUser } from "../../kinds/database/engines";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import { interpolation, variable } from "./names";
import { tenantsOf } from "./tenants";

/** A variable of `.env`. */
export interface Variable {
  readonly name: string;
  /** Makes its first value. @default - a person writes it */
  readonly generate?: () => string;
}

/** A secret as JSON, its values to be put in by Compose. */
export interface LocalSecret {
  readonly values: Readonly<Record<string, string>>;
  readonly json: string;
}

/** Fifty characters that need no escaping anywhere, as many as `generate` makes in AWS. */
const password = () => randomBytes(25).toString("hex");

/** The variables that an environment needs in `.env`. */
export function variablesOf(environment: Environment): Variable[] {
  const { databases, extraDatabases, secrets } = environment;
  const passwords = [...Object.keys(databases), ...Object.keys(extraDatabases)];
  return [
    ...passwords.map((name) => ({ name: variable(environment, name, "password"), generate: password })),
    ...tenantsOf(environment).flatMap(({ login }) => (login ? [{ name: login.variable, generate: password }] : [])),
    ...Object.entries(secrets).flatMap(([name, { generate, keys }]) => [
      ...generate.map((key) => ({ name: variable(environment, name, key), generate: password })),
      ...keys.map((key) => ({ name: variable(environment, name, key) })),
    ]),
  ];
}

/** The secrets of an environment by name: logins of databases, and those that the manifest names. */
export function secretsOf(environment: Environment): Record<string, LocalSecret> {
  const { databases, extraDatabases, secrets } = environment;
  const login = (name: string, username: string) =>
    [name, secret({ username, password: interpolation(variable(environment, name, "password")) })] as const;
  return Object.fromEntries([
    ...Object.keys(databases).map((name) => login(name, masterUser(databases[name]!))),
    ...Object.keys(extraDatabases).map((name) => login(name, extraDatabaseNames(environment, name).user)),
    ...Object.entries(secrets).map(([name, { generate, keys }]) => {
      const all = [...generate, ...keys].map((key) => [key, interpolation(variable(environment, name, key))] as const);
      return [name, secret(Object.fromEntries(all))] as const;
    }),
  ]);
}

function secret(values: Record<string, string>): LocalSecret {
  return { values, json: JSON.stringify(values) };
}
