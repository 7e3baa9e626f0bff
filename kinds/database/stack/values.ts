import type { Output } from "../../core/output";
import type { ReferenceContext } from "../../core/stack/kind";
import { extraDatabaseNames } from "../extra-database";
import { databaseOutputs, extraDatabaseOutputs } from "../outputs";

/** A database server: what the data layer has handed on, its first database's name, and its master user's login. */
export function databaseValues(name: string, { environment }: ReferenceContext) {
  const outputs = databaseOutputs(name);
  return { ...outputs, ...login(outputs.secretArn), name: () => environment.databases[name]!.database };
}

/** An extra database is where its server is; its name and login are its own. */
export function extraDatabaseValues(name: string, { environment }: ReferenceContext) {
  const { server, database } = extraDatabaseNames(environment, name);
  const { host, port } = databaseOutputs(server);
  return { host, port, ...login(extraDatabaseOutputs(name, server).secretArn), name: () => database };
}

function login(secretArn: Output<"data">) {
  return {
    secret: { secretArn },
    "secret.username": { secretArn, key: "username" },
    "secret.password": { secretArn, key: "password" },
    "secret.arn": secretArn,
  };
}
