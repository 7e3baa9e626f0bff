import { NFS_PORT } from "../../../aws/ports";
import { shorten, shortHash } from "../../../aws/shorten";
import { onDemand } from "../../../stacks/on-demand";
import { type DataContext, each } from "../../contexts/data";
import type { FileSystem as FileSystemSettings } from "../../file-system/settings";
import type { Table as TableSettings } from "../../table/settings";
import { tenantDirectory } from "../../tenants/names";
import type { Tenants as TenantsSettings } from "../../tenants/settings";
import type { Bucket as BucketSettings } from "../settings";
import { bucketLife } from "./lifecycle";

const KEY_TYPES = { string: "S", number: "N", binary: "B" } as const;

/** Buckets, those of tenants, and tables. */
export function addStorage(context: DataContext): void {
  const { buckets, tenants, tables } = context.environment;
  each(buckets, (name, settings) => addBucket(context, name, settings));
  each(tenants, (name, settings) => addTenants(context, name, settings));
  each(tables, (name, settings) => addTable(context, name, settings));
}

/** File systems. */
export function addFileSystems(context: DataContext): void {
  each(context.environment.fileSystems, (name, settings) => addFileSystem(context, name, settings));
}

function addBucket(context: DataContext, name: string, settings: BucketSettings): void {
  if (settings.from !== undefined) {
    context.share(settings.from, name, "bucket", { name: "Name", arn: "ARN", host: "Host name" });
    return;
  }
  const bucket = new onDemand.Bucket(context.scope, name, {
    // The account makes the name unique in all of AWS.
    name: `${shorten(`${context.prefix}-${name}`, 50)}-${context.account}`,
    publicRead: settings.public === "read",
    cors: settings.cors,
    ...bucketLife(settings),
    agingPrefixes:
      settings.except.length > 0 ? settings.prefixes.filter((prefix) => !settings.except.includes(prefix)) : [""],
    guarded: context.guarded,
  });
  each(settings.files, (key, file) => {
    new onDemand.PublishedFile(bucket, `${key.replace(/[^A-Za-z0-9]+/g, "-")}-${shortHash(key)}`, {
      bucket: bucket.name,
      key,
      path: context.files.path(file, { environment: context.prefix, bucket: name, key }),
      dependsOn: bucket.settings,
    });
  });
  context.publish(`${name}_name`, bucket.name, `Name of the bucket ${name}`);
  context.publish(`${name}_arn`, bucket.arn, `ARN of the bucket ${name}`);
  context.publish(`${name}_host`, bucket.host, `Host name of the bucket ${name}`);
}

function addTenants(context: DataContext, group: string, { database, from }: TenantsSettings): void {
  const { environment, account, guarded } = context;
  if (from !== undefined) {
    const pattern = `${tenantDirectory(environment, group)}-${account}`;
    context.publish(`${group}_directory`, pattern, `Pattern of the buckets that list the tenants ${group}`);
    context.publish(`${group}_directory_arn`, `arn:aws:s3:::${pattern}`, `ARNs of the buckets that list ${group}`);
    return;
  }
  const host = database && context.hosts.get(database)!;
  const directory = onDemand.addTenants(context.scope, { group, environment, account, host, guarded });
  context.publish(`${group}_directory`, directory.name, `Name of the bucket that lists the tenants ${group}`);
  context.publish(`${group}_directory_arn`, directory.arn, `ARN of the bucket that lists the tenants ${group}`);
}

function addTable(context: DataContext, name: string, settings: TableSettings): void {
  if (settings.from !== undefined) {
    context.share(settings.from, name, "table", { name: "Name", arn: "ARN" });
    return;
  }
  const key = ({ name, type }: TableSettings["key"]) => ({ name, type: KEY_TYPES[type] });
  const table = new onDemand.Table(context.scope, name, {
    name: `${context.prefix}-${name}`,
    key: key(settings.key),
    sort: settings.sort && key(settings.sort),
    expireAttribute: settings.expireAttribute,
    guarded: context.guarded,
  });
  context.publish(`${name}_name`, table.name, `Name of the table ${name}`);
  context.publish(`${name}_arn`, table.arn, `ARN of the table ${name}`);
}

function addFileSystem(context: DataContext, name: string, settings: FileSystemSettings): void {
  const { existing, zones } = context.environment.network;
  const system = new onDemand.FileSystem(context.scope, name, {
    name: `${context.prefix}-${name}`,
    vpcId: context.vpc().vpcId,
    subnetIds: (existing?.privateSubnets ?? zones).map((_, zone) => context.privateSubnet(zone)),
    owner: settings.owner,
    guarded: context.guarded,
  });
  context.publish(`${name}_id`, system.id, `Id of the file system ${name}`);
  context.publish(`${name}_arn`, system.arn, `ARN of the file system ${name}`);
  context.publish(`${name}_access_point`, system.accessPointId, `Access point of the file system ${name}`);
  context.publish(`${name}_access_point_arn`, system.accessPointArn, `ARN of the access point of ${name}`);
  context.reach(name, { securityGroupId: system.securityGroupId, port: NFS_PORT });
}
