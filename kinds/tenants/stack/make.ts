import { type DataContext, each } from "../../core/contexts/data";
import { tenantDirectory } from "../names";
import { everyTenantsOutputs, tenantsOutputs } from "../outputs";
import type { Tenants } from "../settings";
import { addTenants } from "./tenants";

/** Tenants, each with what it has for itself. */
export function makeTenants(context: DataContext): void {
  each(context.environment.tenants, (group, settings) => addGroup(context, group, settings));
}

function addGroup(context: DataContext, group: string, { database, from }: Tenants): void {
  const { environment, account, guarded } = context;
  if (from !== undefined) {
    const pattern = `${tenantDirectory(environment, group)}-${account}`;
    const every = everyTenantsOutputs(group);
    context.publish(every.directory, pattern);
    context.publish(every.directoryArn, `arn:aws:s3:::${pattern}`);
    return;
  }
  const host = database && context.hosts.get(database)!;
  const directory = addTenants(context.scope, { group, environment, account, host, guarded });
  const outputs = tenantsOutputs(group);
  context.publish(outputs.directory, directory.name);
  context.publish(outputs.directoryArn, directory.arn);
}
