import { bucket, bucketPrefixes, fileSystem, table } from "../bucket/stack/access";
import { type Access, type AccessContext, type Grant, permissionsOnly, sid } from "../contexts/access";
import { lambdaFunction } from "../function/stack/access";
import { email, queue, topic } from "../queue/stack/access";
import { secret } from "../secret/stack/access";
import { type KindName, kindOf } from "../sections";
import type { Level } from "../service/settings";
import { tenants } from "../tenants/stack/access";
import { userPool } from "../user-pool/stack/access";
import { cache, database, extraDatabase, service } from "./network-access";
import { plainText } from "./values";

/** Permissions that the manifest writes out, with their reasons. */
const permission: Grant = (name, _level, { environment, resolve }) =>
  permissionsOnly(
    ...environment.permissions[name]!.map((statement, index) => ({
      sid: sid(`${name} ${index}`),
      actions: statement.allow,
      resources: statement.on.map((arn) => plainText(arn, resolve)),
      conditions: statement.when,
    })),
  );

const GRANTS: Record<KindName, Grant> = {
  database,
  "extra database": extraDatabase,
  cache,
  bucket,
  "tenant group": tenants,
  table,
  topic,
  queue,
  "file system": fileSystem,
  secret,
  "user pool": userPool,
  email,
  permission,
  service,
  function: lambdaFunction,
};

/** The network edges and permissions that `uses: { <name>: <level> }` stands for; nothing else grants anything. */
export function accessTo(name: string, level: Level, context: AccessContext): Access {
  if (typeof level !== "string") return bucketPrefixes(name, level, context);
  return GRANTS[kindOf(context.environment, name)!](name, level, context);
}
