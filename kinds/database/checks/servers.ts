import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { engineOf, masterUser } from "../engines";
import type { Database } from "../settings";

function serverDiagnostics(name: string, { instance, capacity, instances }: Database): Diagnostic[] {
  const path = ["databases", name];
  if (instance === undefined) {
    return [{ path, message: "has no `instance`; write its class, such as db.t4g.micro" }];
  }
  const only = "is for Aurora; take it out, or change the engine";
  return [
    ...(capacity === undefined ? [] : [{ path: [...path, "capacity"], at: "key" as const, message: only }]),
    ...(instances === 1 ? [] : [{ path: [...path, "instances"], message: `\`${instances}\` ${only}` }]),
  ];
}

function clusterDiagnostics(name: string, { instance, capacity }: Database): Diagnostic[] {
  const path = ["databases", name];
  if ((instance === undefined) === (capacity === undefined)) {
    return [
      { path, message: "needs exactly one of `instance` (a class) or `capacity` (serverless, from `min` to `max`)" },
    ];
  }
  const message = `has a \`min\` of ${capacity?.min} above its \`max\` of ${capacity?.max}; exchange them`;
  return capacity && capacity.min > capacity.max ? [{ path: [...path, "capacity"], message }] : [];
}

/** What an engine takes, and what only some have. */
function engineDiagnostics(name: string, database: Database): Diagnostic[] {
  const path = ["databases", name];
  const { dialect, versionMistake, backtrack } = engineOf(database);
  const version = versionMistake(database.version);
  const user = dialect.masterUserMistake(masterUser(database));
  const message = "is for `aurora-mysql`; take it out: other databases are restored to a point in time instead";
  return [
    ...(version ? [{ path: [...path, "version"], message: version }] : []),
    ...(database.backtrack !== undefined && !backtrack
      ? [{ path: [...path, "backtrack"], at: "key" as const, message }]
      : []),
    ...(user ? [{ path: [...path, "user"], message: user }] : []),
  ];
}

/** A server has what its engine needs; an extra database is in a server that exists. */
export function databases({ databases, extraDatabases }: Environment): Diagnostic[] {
  const servers = Object.entries(databases).flatMap(([name, database]) => [
    ...(engineOf(database).cluster ? clusterDiagnostics(name, database) : serverDiagnostics(name, database)),
    ...engineDiagnostics(name, database),
  ]);
  const extras = Object.entries(extraDatabases).flatMap(([name, { server }]): Diagnostic[] => {
    const message = `there is no database server \`${server}\`; ${suggestion(server, Object.keys(databases), "add it to `databases`")}`;
    return Object.hasOwn(databases, server) ? [] : [{ path: ["extraDatabases", name, "server"], message }];
  });
  return [...servers, ...extras];
}
