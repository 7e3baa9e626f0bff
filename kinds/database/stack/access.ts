import type { Grant } from "../../core/contexts/access";
import { readSecret } from "../../secret/stack/access";
import { extraDatabaseNames } from "../extra-database";
import { databasePort } from "../port";

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
