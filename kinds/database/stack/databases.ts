import { REDIS_PORT } from "../../../aws/ports";
import { onDemand } from "../../../stacks/on-demand";
import type { Cache } from "../../cache/settings";
import { type DataContext, each } from "../../contexts/data";
import { ENGINES } from "../engines";
import { extraDatabaseNames } from "../extra-database";
import type { Database } from "../settings";
import { copyStorage } from "./copy-storage";
import { databasePort, databaseServer } from "./server";

/** Database servers with where their copies go, the extra databases in them, and caches. */
export function addDatabases(context: DataContext): void {
  const { databases, extraDatabases, caches } = context.environment;
  each(databases, (name, settings) => addDatabase(context, name, settings));
  copyStorage(context.scope, context);
  each(extraDatabases, (name) => addExtraDatabase(context, name));
  each(caches, (name, settings) => addCache(context, name, settings));
}

function addDatabase(context: DataContext, name: string, settings: Database): void {
  const server = databaseServer(context.scope, name, {
    name: `${context.prefix}-${name}`,
    settings,
    ...context.vpc(),
    guarded: context.guarded,
    account: context.account,
    permissionsBoundary: context.environment.permissionsBoundary,
  });
  context.hosts.set(name, server.host);
  context.publish(`${name}_identifier`, server.identifier, `Identifier of the database ${name}`);
  context.publish(`${name}_host`, server.host, `Host name of the database ${name}`);
  context.publish(`${name}_port`, String(databasePort(settings)), `Port of the database ${name}`);
  context.publish(`${name}_arn`, server.arn, `ARN of the database ${name}`);
  context.publish(`${name}_secret_arn`, server.secretArn, `ARN of the secret with the master password of ${name}`);
  context.reach(name, { securityGroupId: server.securityGroupId, port: databasePort(settings) });
  context.publish(`${name}_final_snapshot`, server.finalSnapshot, `Snapshot that is made when ${name} is destroyed`);
}

function addExtraDatabase(context: DataContext, name: string): void {
  const { database, user, server } = extraDatabaseNames(context.environment, name);
  const settings = context.environment.databases[server]!;
  const secret = new onDemand.Secret(context.scope, name, {
    name: `${context.environment.system}/${context.environment.name}/${name}`,
    description: `User of the database ${name} of ${context.prefix}`,
    plain: {
      engine: ENGINES[settings.engine].dialect === "mysql" ? "mysql" : "postgres",
      host: context.hosts.get(server)!,
      port: String(databasePort(settings)),
      dbname: database,
      username: user,
    },
    generate: ["password"],
    keys: [],
    guarded: context.guarded,
  });
  context.publish(
    `${name}_secret_arn`,
    secret.arn,
    `ARN of the secret with the user of ${name}, a database in ${server}`,
  );
}

function addCache(context: DataContext, name: string, settings: Cache): void {
  const cache = new onDemand.Redis(context.scope, name, {
    name: `${context.prefix}-${name}`,
    ...context.vpc(),
    version: settings.version,
    nodeType: settings.node,
    replicas: settings.replicas,
    tls: settings.tls,
    snapshotRetentionDays: settings.snapshots || 0,
    guarded: context.guarded,
  });
  context.publish(`${name}_identifier`, cache.identifier, `Identifier of the cache ${name}`);
  context.publish(`${name}_host`, cache.host, `Host name of the cache ${name}`);
  context.publish(`${name}_port`, String(REDIS_PORT), `Port of the cache ${name}`);
  context.publish(`${name}_arn`, cache.arn, `ARN of the cache ${name}`);
  context.reach(name, { securityGroupId: cache.securityGroupId, port: REDIS_PORT });
}
