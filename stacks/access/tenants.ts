import { tenantBucketPrefix, tenantSecretPrefix } from "../../manifest/tenants";
import type { Statement } from "../../modules/policy";
import { type AccessContext, type Grant, permissionsOnly, sid } from "./access";
import { readSecret } from "./secrets";

/**
 * Tenants by the pattern of their names, so that a new one changes no role: their entries at every level, and their
 * files or databases.
 */
export const tenants: Grant = (group, level, context) => {
  const hasFiles = level !== "connect";
  const hasDatabases = level === "connect" || level === "full";
  return permissionsOnly(
    ...entries(group, context),
    ...(hasFiles ? files(group, level !== "read", context) : []),
    ...(hasDatabases ? [secrets(group, context)] : []),
  );
};

/** The list of tenants, and what is written of each. */
function entries(group: string, { data }: AccessContext): Statement[] {
  const directory = data(`${group}_directory_arn`);
  return [
    { sid: sid(`List ${group}`), actions: ["s3:ListBucket"], resources: [directory] },
    { sid: sid(`Know ${group}`), actions: ["s3:GetObject"], resources: [`${directory}/*.json`] },
  ];
}

/** Objects of the tenants' buckets: those of our account only, should anybody else have one of such a name. */
function files(group: string, mayWrite: boolean, { environment, account }: AccessContext): Statement[] {
  const arn = `arn:aws:s3:::${tenantBucketPrefix(environment, group)}*-${account}`;
  const conditions = { StringEquals: { "s3:ResourceAccount": account } };
  const write = ["PutObject", "PutObjectTagging", "DeleteObject", "RestoreObject", "AbortMultipartUpload"];
  const actions = ["GetObject", "GetObjectTagging", ...(mayWrite ? write : [])];
  return [
    {
      sid: sid(`Files of ${group}`),
      actions: actions.map((action) => `s3:${action}`),
      resources: [`${arn}/*`],
      conditions,
    },
    {
      sid: sid(`List files of ${group}`),
      actions: ["s3:ListBucket", "s3:GetBucketLocation"],
      resources: [arn],
      conditions,
    },
  ];
}

function secrets(group: string, { environment, account }: AccessContext): Statement {
  const secret = `secret:${tenantSecretPrefix(environment, group)}*`;
  const arn = `arn:aws:secretsmanager:${environment.region}:${account}:${secret}`;
  return readSecret(`Read the passwords of ${group}`, arn, environment);
}
