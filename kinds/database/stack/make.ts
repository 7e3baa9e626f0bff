import { type DataContext, each } from "../../core/contexts/data";
import { databasePort } from "../port";
import type { Database } from "../settings";
import { copyStorage } from "./copy-storage";
import { databaseServer } from "./server";

/** Database servers, and where their copies go. */
export function makeDatabases(context: DataContext): void {
  each(context.environment.databases, (name, settings) => addDatabase(context, name, settings));
  copyStorage(context.scope, context);
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
