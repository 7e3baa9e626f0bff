import { bucket } from "./bucket/kind";
import { cache } from "./cache/kind";
import type { Environment } from "./core/environment";
import type { Attribute, Kind } from "./core/kind";
import { type KindName, kindOf } from "./core/sections";
import { extraDatabase } from "./database/extra-kind";
import { database } from "./database/kind";
import { email } from "./email/kind";
import { fileSystem } from "./file-system/kind";
import { lambdaFunction } from "./function/kind";
import { permission } from "./permission/kind";
import { queue } from "./queue/kind";
import { secret } from "./secret/kind";
import { service } from "./service/kind";
import { table } from "./table/kind";
import { tenantGroup } from "./tenants/kind";
import { topic } from "./topic/kind";
import { userPool } from "./user-pool/kind";

/** Every kind there is; what is synthesized of them is in `stack/index.ts`. */
export const KINDS = {
  database,
  "extra database": extraDatabase,
  cache,
  bucket,
  "tenant group": tenantGroup,
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
} satisfies Readonly<Record<KindName, Kind>>;

/** Names of what references may name of every thing of a kind. */
export type AttributeName<Name extends KindName> = (typeof KINDS)[Name]["attributes"][number]["name"];

/** What references may name of a resource; nothing if there is no such resource. */
export function attributesOf(environment: Environment, resource: string): readonly Attribute[] {
  const kind = kindOf(environment, resource);
  return kind === undefined ? [] : KINDS[kind].attributesOf(environment, resource);
}
