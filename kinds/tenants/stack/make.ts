import { type DataContext, each } from "../../core/contexts/data";
import { tenantDirectory } from "../names";
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
    context.publish(`${group}_directory`, pattern, `Pattern of the buckets that list the tenants ${group}`);
    context.publish(`${group}_directory_arn`, `arn:aws:s3:::${pattern}`, `ARNs of the buckets that list ${group}`);
    return;
  }
  const host = database && context.hosts.get(database)!;
  const directory = addTenants(context.scope, { group, environment, account, host, guarded });
  context.publish(`${group}_directory`, directory.name, `Name of the bucket that lists the tenants ${group}`);
  context.publish(`${group}_directory_arn`, directory.arn, `ARN of the bucket that lists the tenants ${group}`);
}
