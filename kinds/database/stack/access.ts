import type { Grant } from "../../core/contexts/access";
import { readSecret } from "../../secret/stack/access";
import { extraDatabaseNames } from "../extra-database";
import { databaseOutputs, extraDatabaseOutputs } from "../outputs";
import { databasePort } from "../port";

/** The way to a database server; its password too, if the application asks for it by ARN. */
export const database: Grant = (name, _level, { environment, data, readByArn }) => {
  const { access, secretArn } = databaseOutputs(name);
  return {
    edges: [{ to: name, securityGroupId: data(access), port: databasePort(environment.databases[name]!) }],
    statements: readByArn.has(name) ? [readSecret(`Read the password of ${name}`, data(secretArn))] : [],
  };
};

/** The way to the server of an extra database; the password of its user too, if the application asks for it by ARN. */
export const extraDatabase: Grant = (name, _level, { environment, data, readByArn }) => {
  const { server } = extraDatabaseNames(environment, name);
  const { access } = databaseOutputs(server);
  const { secretArn } = extraDatabaseOutputs(name, server);
  return {
    edges: [{ to: server, securityGroupId: data(access), port: databasePort(environment.databases[server]!) }],
    statements: readByArn.has(name) ? [readSecret(`Read the password of ${name}`, data(secretArn), environment)] : [],
  };
};
