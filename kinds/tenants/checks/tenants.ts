import { LONGEST_NAME } from "../../../aws/name-limits";
import { changedKeys } from "../../../language/changed-keys";
import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import { tierDiagnostics } from "../../bucket/checks/lifecycle";
import { LONGEST_BEFORE_ACCOUNT } from "../../bucket/names";
import type { Environment } from "../../core/environment";
import { usersOf } from "../../core/users";
import { engineOf, masterUser } from "../../database/engines";
import { extraDatabaseNames } from "../../database/extra-database";
import { tenantBucketPrefix, tenantDatabase } from "../names";
import { tenants as schema, type Tenants } from "../settings";

/** Tenants of other environments are theirs to describe. */
function takenDiagnostics(group: string, tenants: Tenants): Diagnostic[] {
  if (tenants.from === undefined) return [];
  const defaults: Partial<Tenants> = schema.parse({});
  return changedKeys(tenants, defaults)
    .filter((key) => key !== "from")
    .map((key) => ({
      path: ["tenants", group, key],
      at: "key",
      message:
        "is for the environments to say that have the tenants; with `from`, this one has none of its own: take it out",
    }));
}

function lengthDiagnostics(environment: Environment, group: string, { of }: Tenants): Diagnostic[] {
  const prefix = tenantBucketPrefix(environment, group);
  return Object.keys(of).flatMap((name): Diagnostic[] => {
    const over = prefix.length + name.length - LONGEST_BEFORE_ACCOUNT;
    const message = `\`${name}\` is too long by ${over}: its bucket \`${prefix}${name}-<account>\` may have ${LONGEST_NAME.bucket} characters`;
    return over > 0 ? [{ path: ["tenants", group, "of", name], at: "key", message }] : [];
  });
}

/** Names of databases and users that are taken on a server, and by whom. */
function takenOn(environment: Environment, server: string): Map<string, string> {
  const settings = environment.databases[server]!;
  const others = Object.keys(environment.extraDatabases)
    .map((name) => ({ name, ...extraDatabaseNames(environment, name) }))
    .filter((other) => other.server === server);
  const own = [settings.database, masterUser(settings), ...engineOf(settings).dialect.systemDatabases];
  return new Map([
    ...own.map((name) => [name, "the server itself"] as const),
    ...others.flatMap(({ name, database, user }) => [
      [database, `\`${name}\``] as const,
      [user, `\`${name}\``] as const,
    ]),
  ]);
}

function databaseDiagnostics(environment: Environment): Diagnostic[] {
  const servers = new Map<string, Map<string, string>>();
  return Object.entries(environment.tenants).flatMap(([group, { database: server, of }]): Diagnostic[] => {
    if (server === undefined) return [];
    const known = Object.keys(environment.databases);
    if (!known.includes(server)) {
      const message = `there is no database server \`${server}\`; ${suggestion(server, known, "add it to `databases`")}`;
      return [{ path: ["tenants", group, "database"], message }];
    }
    const taken = servers.get(server) ?? takenOn(environment, server);
    servers.set(server, taken);
    const { userMistake } = engineOf(environment.databases[server]!).dialect;
    return Object.keys(of).flatMap((tenant): Diagnostic[] => {
      const name = tenantDatabase(tenant);
      const owner = taken.get(name);
      taken.set(name, owner ?? `\`${group}\``);
      const refused = userMistake(name);
      const message = refused
        ? `${refused}; choose another name than \`${tenant}\``
        : `\`${name}\`, its database and user in ${server}, is taken by ${owner}; choose another name`;
      return owner || refused ? [{ path: ["tenants", group, "of", tenant], at: "key", message }] : [];
    });
  });
}

/** Who uses the tenants' databases uses their server, too: that is the way there. */
function reachDiagnostics(environment: Environment): Diagnostic[] {
  return usersOf(environment).flatMap(({ section, name, uses }) =>
    Object.entries(uses).flatMap(([used, level]): Diagnostic[] => {
      if (!Object.hasOwn(environment.tenants, used) || (level !== "connect" && level !== "full")) return [];
      const { database, from } = environment.tenants[used]!;
      const path = [section, name, "uses", used];
      if (from !== undefined) {
        const message = `\`${level}\` opens databases, and those of other environments' tenants are in networks of their own; write read or read-write`;
        return [{ path, message }];
      }
      if (database === undefined) {
        return [{ path, message: `the tenants \`${used}\` have no \`database\`; write read or read-write` }];
      }
      const message = `reaches databases in \`${database}\`, and nothing leads there; add \`${database}: connect\``;
      return Object.hasOwn(uses, database) ? [] : [{ path, message }];
    }),
  );
}

/** Tenants' names fit into what is called after them, and their databases have a server. */
export function tenants(environment: Environment): Diagnostic[] {
  const groups = Object.entries(environment.tenants).flatMap(([group, settings]) => [
    ...takenDiagnostics(group, settings),
    ...lengthDiagnostics(environment, group, settings),
    ...tierDiagnostics(settings.bucket, ["tenants", group, "bucket"]),
  ]);
  return [...groups, ...databaseDiagnostics(environment), ...reachDiagnostics(environment)];
}
