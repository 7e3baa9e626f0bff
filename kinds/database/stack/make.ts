import { type DataContext, each } from "../../core/contexts/data";
import { nameIn } from "../../core/names";
import { databaseIdentifier } from "../names";
import { databaseOutputs } from "../outputs";
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
    name: nameIn(context.environment, name),
    identifier: databaseIdentifier(context.environment, name),
    settings,
    ...context.vpc(),
    guarded: context.guarded,
    account: context.account,
    permissionsBoundary: context.environment.permissionsBoundary,
  });
  context.hosts.set(name, server.host);
  const outputs = databaseOutputs(name);
  context.publish(outputs.identifier, server.identifier);
  context.publish(outputs.host, server.host);
  context.publish(outputs.port, String(databasePort(settings)));
  context.publish(outputs.arn, server.arn);
  context.publish(outputs.secretArn, server.secretArn);
  context.reach(name, { securityGroupId: server.securityGroupId, port: databasePort(settings) });
  context.publish(outputs.finalSnapshot, server.finalSnapshot);
}
