import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import type { Environment } from "../core/environment";
import type { Endpoint } from "../core/local/kind";
import { secretName } from "../secret/names";
import { engineOf, masterUser } from "./engines";
import { extraDatabaseNames } from "./extra-database";
import { databaseIdentifier } from "./names";

/** What RDS and its client call the errors that there is no such server. */
const MISSING = /^DB(Instance|Cluster)NotFound(Fault)?$/;

/** Where a database server is, as RDS says; nothing if it is not there, or still being made. */
export async function findDatabase(environment: Environment, name: string): Promise<Endpoint | undefined> {
  const server = await findServer(environment, name);
  if (server === undefined) return undefined;
  const { host, port, secret } = server;
  const settings = environment.databases[name]!;
  const login = { host, database: settings.database, user: masterUser(settings) };
  const password = secret ? [passwordIn(secret, environment)] : [];
  return { host, port, signIn: (local) => [engineOf(settings).client({ ...login, local }), ...password] };
}

/** An extra database is where its server is; its user and password are its own. */
export async function findExtraDatabase(environment: Environment, name: string): Promise<Endpoint | undefined> {
  const { server, database, user } = extraDatabaseNames(environment, name);
  const found = await findServer(environment, server);
  if (found === undefined) return undefined;
  const { host, port } = found;
  const client = engineOf(environment.databases[server]!).client;
  const password = passwordIn(secretName(environment, name), environment);
  return { host, port, signIn: (local) => [client({ host, database, user, local }), password] };
}

/** Where a password is. `secret` is the name or ARN of a secret. */
function passwordIn(secret: string, { region }: Environment): string {
  return `password: aws secretsmanager get-secret-value --region ${region} --query SecretString --secret-id ${secret}`;
}

interface Server {
  readonly host: string;
  readonly port: number;
  /** ARN of the secret that holds the master password. */
  readonly secret?: string;
}

async function findServer(environment: Environment, name: string): Promise<Server | undefined> {
  const { databases, region } = environment;
  const identifier = databaseIdentifier(environment, name);
  const client = new RDSClient({ region });
  try {
    const { host, port, secret } = engineOf(databases[name]!).cluster
      ? await cluster(client, identifier)
      : await instance(client, identifier);
    return host && port ? { host, port, secret } : undefined;
  } catch (error) {
    if (MISSING.test((error as Error).name)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

async function instance(client: RDSClient, identifier: string): Promise<Partial<Server>> {
  const { DBInstances: [found] = [] } = await client.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }),
  );
  const { Address: host, Port: port } = found?.Endpoint ?? {};
  return { host, port, secret: found?.MasterUserSecret?.SecretArn };
}

async function cluster(client: RDSClient, identifier: string): Promise<Partial<Server>> {
  const { DBClusters: [found] = [] } = await client.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: identifier }),
  );
  return { host: found?.Endpoint, port: found?.Port, secret: found?.MasterUserSecret?.SecretArn };
}
