import { suggestion } from "../nearest";
import type { Database } from "../schema/database";
import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

function serverFindings(name: string, { instance, capacity, instances }: Database): Finding[] {
  const path = ["databases", name];
  if (instance === undefined) {
    return [{ path, message: "has no `instance`; write its class, such as db.t4g.micro" }];
  }
  const only = "is for `aurora-postgresql`; take it out, or change the engine";
  return [
    ...(capacity === undefined ? [] : [{ path: [...path, "capacity"], at: "key" as const, message: only }]),
    ...(instances === 1 ? [] : [{ path: [...path, "instances"], message: `\`${instances}\` ${only}` }]),
  ];
}

function clusterFindings(name: string, { instance, capacity }: Database): Finding[] {
  const path = ["databases", name];
  if ((instance === undefined) === (capacity === undefined)) {
    return [
      { path, message: "needs exactly one of `instance` (a class) or `capacity` (serverless, from `min` to `max`)" },
    ];
  }
  const message = `has a \`min\` of ${capacity?.min} above its \`max\` of ${capacity?.max}; exchange them`;
  return capacity && capacity.min > capacity.max ? [{ path: [...path, "capacity"], message }] : [];
}

/** A server has what its engine needs; an extra database is in a server that exists. */
export function databases({ databases, extraDatabases }: Environment): Finding[] {
  const servers = Object.entries(databases).flatMap(([name, database]) =>
    database.engine === "postgres" ? serverFindings(name, database) : clusterFindings(name, database),
  );
  const extras = Object.entries(extraDatabases).flatMap(([name, { server }]): Finding[] => {
    const message = `there is no database server \`${server}\`; ${suggestion(server, Object.keys(databases), "add it to `databases`")}`;
    return Object.hasOwn(databases, server) ? [] : [{ path: ["extraDatabases", name, "server"], message }];
  });
  return [...servers, ...extras];
}
