import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { ENGINES, masterUser } from "../engines";
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

/** Major versions are `16` of PostgreSQL and `8.0` of MySQL. */
function versionDiagnostics(name: string, { engine, version }: Database): Diagnostic[] {
  const path = ["databases", name, "version"];
  const hasMinor = version.includes(".");
  if (ENGINES[engine].dialect === "mysql") {
    return hasMinor ? [] : [{ path, message: `\`${version}\` is no version of MySQL; write it like "8.0"` }];
  }
  return hasMinor
    ? [
        {
          path,
          message: `\`${version}\` has a minor version, which RDS applies by itself; write "${version.split(".")[0]}"`,
        },
      ]
    : [];
}

/** What only MySQL has, and what it will not take. Limit: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
function dialectDiagnostics(name: string, database: Database): Diagnostic[] {
  const path = ["databases", name];
  const isMysql = ENGINES[database.engine].dialect === "mysql";
  const user = masterUser(database);
  const backtrack = "is for `aurora-mysql`; take it out: PostgreSQL is restored to a point in time instead";
  return [
    ...(database.backtrack !== undefined && !isMysql
      ? [{ path: [...path, "backtrack"], at: "key" as const, message: backtrack }]
      : []),
    ...(isMysql && user.length > 16
      ? [
          {
            path: [...path, "user"],
            message: `\`${user}\` has ${user.length} characters; a master user of MySQL has 16 at most`,
          },
        ]
      : []),
  ];
}

/** A server has what its engine needs; an extra database is in a server that exists. */
export function databases({ databases, extraDatabases }: Environment): Diagnostic[] {
  const servers = Object.entries(databases).flatMap(([name, database]) => [
    ...(ENGINES[database.engine].cluster ? clusterDiagnostics(name, database) : serverDiagnostics(name, database)),
    ...versionDiagnostics(name, database),
    ...dialectDiagnostics(name, database),
  ]);
  const extras = Object.entries(extraDatabases).flatMap(([name, { server }]): Diagnostic[] => {
    const message = `there is no database server \`${server}\`; ${suggestion(server, Object.keys(databases), "add it to `databases`")}`;
    return Object.hasOwn(databases, server) ? [] : [{ path: ["extraDatabases", name, "server"], message }];
  });
  return [...servers, ...extras];
}
