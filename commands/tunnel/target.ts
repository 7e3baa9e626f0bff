import { DescribeReplicationGroupsCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import { ENGINES, masterUser } from "../../manifest/engines";
import { suggestion } from "../../manifest/nearest";
import type { Environment } from "../../manifest/schema/environment";
import { refusal } from "../aws-refusal";
import { UserError } from "../user-error";
import { cacheIdentifier, clusterIdentifier, instanceIdentifier } from "./identifier";

/** A server that a tunnel leads to. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** How to sign in, a line each; never a password. */
  readonly signIn: (localPort: number) => string[];
}

/** Errors of RDS and ElastiCache for what is not there, as they and the SDK name them. */
const MISSING = /^(DBInstance|DBCluster|ReplicationGroup)NotFound(Fault)?$/;

/** Finds a database or cache that the environment's tunnel leads to. `name` is the environment's full name. */
export async function findTarget(name: string, environment: Environment, wanted: string): Promise<Target> {
  refuseUnreachable(name, environment, wanted);
  try {
    const isDatabase = Object.hasOwn(environment.databases, wanted);
    return isDatabase ? await database(name, environment, wanted) : await cache(name, environment, wanted);
  } catch (error) {
    if (!MISSING.test((error as Error).name)) throw refusal(error, `AWS in ${environment.region}`);
    throw notThere(name, wanted, environment.region);
  }
}

function refuseUnreachable(name: string, { tunnel, databases, caches }: Environment, wanted: string): void {
  const known = [...Object.keys(databases), ...Object.keys(caches)];
  if (!known.includes(wanted)) {
    throw new UserError(
      `${name} has no database or cache ${wanted}; ${suggestion(wanted, known, "it has neither")}`,
      2,
    );
  }
  if (tunnel?.uses[wanted]) return;
  throw new UserError(
    `The tunnel of ${name} does not lead to ${wanted}: write \`tunnel: { uses: { ${wanted}: connect } }\` in the manifest and deploy ${name}-network and ${name}-data.`,
  );
}

function notThere(name: string, wanted: string, region: string): UserError {
  return new UserError(
    `${wanted} of ${name} is not there in ${region}, or still being made: deploy ${name}-data first.`,
  );
}

interface Login {
  readonly host: string;
  readonly local: number;
  readonly database: string;
  readonly user: string;
}

/** The client that people have, and how it is called. */
const CLIENTS = {
  postgresql: ({ host, local, database, user }: Login) =>
    `psql "host=${host} hostaddr=127.0.0.1 port=${local} dbname=${database} user=${user} sslmode=require"`,
  mysql: ({ local, database, user }: Login) =>
    `mysql --host=127.0.0.1 --port=${local} --user=${user} --password --ssl-mode=REQUIRED ${database}`,
};

async function database(name: string, { databases, region }: Environment, wanted: string): Promise<Target> {
  const settings = databases[wanted]!;
  const { host, port, secret } = ENGINES[settings.engine].cluster
    ? await cluster(region, clusterIdentifier(name, wanted))
    : await instance(region, instanceIdentifier(name, wanted));
  if (!host || !port) throw notThere(name, wanted, region);
  const user = masterUser(settings);
  const client = CLIENTS[ENGINES[settings.engine].dialect];
  return {
    host,
    port,
    signIn: (local) => [
      client({ host, local, database: settings.database, user }),
      ...(secret
        ? [
            `password: aws secretsmanager get-secret-value --region ${region} --query SecretString --secret-id ${secret}`,
          ]
        : []),
    ],
  };
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

async function cache(name: string, { caches, region }: Environment, wanted: string): Promise<Target> {
  const client = new ElastiCacheClient({ region });
  try {
    const { ReplicationGroups: [found] = [] } = await client.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: cacheIdentifier(name, wanted) }),
    );
    const { Address: host, Port: port } = found?.NodeGroups?.[0]?.PrimaryEndpoint ?? {};
    if (!host || !port) throw notThere(name, wanted, region);
    const tls = caches[wanted]!.tls === "required" ? ` --tls --sni ${host}` : "";
    return { host, port, signIn: (local) => [`redis-cli -h 127.0.0.1 -p ${local}${tls}`] };
  } finally {
    client.destroy();
  }
}
