import { REDIS_PORT } from "../../aws/ports";
import type { Access, Grant } from "../contexts/access";
import { extraDatabaseNames } from "../database/extra-database";
import { databasePort } from "../database/stack/server";
import { readSecret } from "../secret/stack/access";

/** The way to a database server; its password too, if the application asks for it by ARN. */
export const database: Grant = (name, _level, { environment, data, readByArn }) => ({
  edges: [{ to: name, securityGroupId: data(`${name}_access`), port: databasePort(environment.databases[name]!) }],
  statements: readByArn.has(name) ? [readSecret(`Read the password of ${name}`, data(`${name}_secret_arn`))] : [],
});

/** The way to the server of an extra database; the password of its user too, if the application asks for it by ARN. */
export const extraDatabase: Grant = (name, _level, { environment, data, readByArn }) => {
  const { server } = extraDatabaseNames(environment, name);
  return {
    edges: [
      { to: server, securityGroupId: data(`${server}_access`), port: databasePort(environment.databases[server]!) },
    ],
    statements: readByArn.has(name)
      ? [readSecret(`Read the password of ${name}`, data(`${name}_secret_arn`), environment)]
      : [],
  };
};

/** The way to a cache. */
export const cache: Grant = (name, _level, { data }): Access => ({
  edges: [{ to: name, securityGroupId: data(`${name}_access`), port: REDIS_PORT }],
  statements: [],
});

/** The way to another service: the service layer adds the edge, once it has made both. */
export const service: Grant = (): Access => ({ edges: [], statements: [] });
