import { DescribeReplicationGroupsCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import { cacheIdentifier } from "../../kinds/cache/names";
import type { Environment } from "../../kinds/core/environment";
import { engineOf, masterUser } from "../../kinds/database/engines";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import { databaseIdentifier } from "../../kinds/database/names";
import { secretName } from "../../kinds/secret/names";
import { frontContainer } from "../../kinds/service/containers";
import { privateDomain } from "../../kinds/service/private-domain";
import { suggestion } from "../../language/diagnostics/nearest";
import { refusal } from "../aws-refusal";
import { UserError } from "../user-error";

/** A server that a tunnel leads to. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** How to sign in, a line each; never a password. */
  readonly signIn: (localPort: number) => string[];
}

/** Errors of RDS and ElastiCache for what is not there, as they and the SDK name them. */
const MISSING = /^(DBInstance|DBCluster|ReplicationGroup)NotFound(Fault)?$/;

/**
 * Finds a database, an extra database within a server, a cache or a service that the environment's tunnel leads to. `name` is the
 * environment's full name.
 */
export async function findTarget(name: string, environment: Environment, wanted: string): Promise<Target> {
  refuseUnreachable(name, environment, wanted);
  try {
    if (Object.hasOwn(environment.services, wanted)) return service(environment, wanted);
    if (Object.hasOwn(environment.caches, wanted)) return await cache(name, environment, wanted);
    const isExtra = Object.hasOwn(environment.extraDatabases, wanted);
    return isExtra ? await extraDatabase(name, environment, wanted) : await database(name, environment, wanted);
  } catch (error) {
    if (!MISSING.test((error as Error).name)) throw refusal(error, `AWS in ${environment.region}`);
    throw notThere(name, wanted, environment.region);
  }
}

function refuseUnreachable(name: string, environment: Environment, wanted: string): void {
  const { tunnel, databases, extraDatabases, caches, services } = environment;
  const known = [databases, extraDatabases, caches, services].flatMap((things) => Object.keys(things));
  if (!known.includes(wanted)) {
    throw new UserError(
      `${name} has no database, cache or service ${wanted}; ${suggestion(wanted, known, "it has none")}`,
      2,
    );
  }
  const server = extraDatabases[wanted]?.server;
  if (tunnel?.uses[server ?? wanted]) return;
  const what = server ? `${server}, the server of ${wanted}` : wanted;
  throw new UserError(
    `The tunnel of ${name} does not lead to ${what}: write \`tunnel: { uses: { ${server ?? wanted}: connect } }\` in the manifest and deploy ${name}-network and ${name}-${Object.hasOwn(services, wanted) ? "service" : "data"}.`,
  );
}

function notThere(name: string, wanted: string, region: string): UserError {
  return new UserError(
    `${wanted} of ${name} is not there in ${region}, or still being made: deploy ${name}-data first.`,
  );
}

/** A service is where its private name leads; the tunnel host asks the VPC's DNS for it. */
function service(environment: Environment, wanted: string): Target {
  const { port } = frontContainer(wanted, environment.services[wanted]!)!;
  const host = `${wanted}.${privateDomain(environment)}`;
  return { host, port, signIn: (local) => [`http://127.0.0.1:${local}/`] };
}

async function database(name: string, environment: Environment, wanted: string): Promise<Target> {
  const settings = environment.databases[wanted]!;
  const { host, port, secret } = await findServer(name, environment, wanted);
  const client = engineOf(settings).client;
  const login = { host, database: settings.database, user: masterUser(settings) };
  const password = secret ? [passwordIn(secret, environment)] : [];
  return { host, port, signIn: (local) => [client({ ...login, local }), ...password] };
}

/** An extra database is where its server is; its user and password are its own. */
async function extraDatabase(name: string, environment: Environment, wanted: string): Promise<Target> {
  const { server, database, user } = extraDatabaseNames(environment, wanted);
  const { host, port } = await findServer(name, environment, server);
  const client = engineOf(environment.databases[server]!).client;
  const password = passwordIn(secretName(environment, wanted), environment);
  return { host, port, signIn: (local) => [client({ host, database, user, local }), password] };
}

/** Where a password is. `secret` is the name or ARN of a secret. */
function passwordIn(secret: string, { region }: Environment): string {
  return `password: aws secretsmanager get-secret-value --region ${region} --query SecretString --secret-id ${secret}`;
}

async function findServer(name: string, environment: Environment, wanted: string) {
  const { databases, region } = environment;
  const identifier = databaseIdentifier(environment, wanted);
  const find = engineOf(databases[wanted]!).cluster ? cluster : instance;
  const { host, port, secret } = await find(region, identifier);
  if (!host || !port) throw notThere(name, wanted, region);
  return { host, port, secret };
}

interface Server {
  readonly host?: string;
  readonly port?: number;
  /** ARN of the secret that holds the master password. */
  readonly secret?: string;
}

async function instance(region: string, identifier: string): Promise<Server> {
  const client = new RDSClient({ region });
  try {
    const { DBInstances: [found] = [] } = await client.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }),
    );
    return {
      host: found?.Endpoint?.Address,
      port: found?.Endpoint?.Port,
      secret: found?.MasterUserSecret?.SecretArn,
    };
  } finally {
    client.destroy();
  }
}

async function cluster(region: string, identifier: string): Promise<Server> {
  const client = new RDSClient({ region });
  try {
    const { DBClusters: [found] = [] } = await client.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: identifier }),
    );
    return { host: found?.Endpoint, port: found?.Port, secret: found?.MasterUserSecret?.SecretArn };
  } finally {
    client.destroy();
  }
}

async function cache(name: string, environment: Environment, wanted: string): Promise<Target> {
  const { caches, region } = environment;
  const client = new ElastiCacheClient({ region });
  try {
    const { ReplicationGroups: [found] = [] } = await client.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: cacheIdentifier(environment, wanted) }),
    );
    const { Address: host, Port: port } = found?.NodeGroups?.[0]?.PrimaryEndpoint ?? {};
    if (!host || !port) throw notThere(name, wanted, region);
    const tls = caches[wanted]!.tls === "required" ? ` --tls --sni ${host}` : "";
    return { host, port, signIn: (local) => [`redis-cli -h 127.0.0.1 -p ${local}${tls}`] };
  } finally {
    client.destroy();
  }
}
