import type { Statement } from "../../../modules/iam/policy";
import { type AccessContext, type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { readSecret } from "../../secret/stack/access";
import { tenantBucketPrefix, tenantSecretPrefix } from "../names";
import { tenantsOutputs } from "../outputs";

/**
 * Tenants by the pattern of their names, so that a new one changes no role: their entries at every level, and their
 * files or databases.
 */
export const tenants: Grant = (group, level, context) => {
  const hasFiles = level !== "connect";
  const hasDatabases = level === "connect" || level === "full";
  const isEverywhere = context.environment.tenants[group]!.from !== undefined;
  return permissionsOnly(
    ...entries(group, context),
    ...(hasFiles ? files(group, level !== "read", context) : []),
    ...(hasDatabases ? [secrets(group, context)] : []),
    ...(isEverywhere ? [denyLookalikes(group, context)] : []),
  );
};

/** Buckets of our account only, should anybody else have one of such a name. */
function ours({ account }: AccessContext) {
  return { StringEquals: { "s3:ResourceAccount": account } };
}

/** The list of tenants, and what is written of each. */
function entries(group: string, context: AccessContext): Statement[] {
  const directory = context.data(tenantsOutputs(group).directoryArn);
  const conditions = ours(context);
  return [
    { sid: sid(`List ${group}`), actions: ["s3:ListBucket"], resources: [directory], conditions },
    { sid: sid(`Know ${group}`), actions: ["s3:GetObject"], resources: [`${directory}/*.json`], conditions },
  ];
}

/** Objects of the tenants' buckets. */
function files(group: string, mayWrite: boolean, context: AccessContext): Statement[] {
  const arn = `arn:aws:s3:::${tenantBucketPrefix(context.environment, group)}*-${context.account}`;
  const conditions = ours(context);
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

/**
 * A star in an ARN matches slashes, too (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html),
 * so the one that stands for an environment would let a folder of any bucket pass for a bucket of tenants, if it is
 * called like one.
 */
function denyLookalikes(group: string, { account }: AccessContext): Statement {
  return {
    sid: sid(`No folder is a bucket of ${group}`),
    effect: "Deny",
    actions: ["s3:*"],
    resources: [`*--${group}--*`, `*-${group}`].map((name) => `arn:aws:s3:::*/${name}-${account}/*`),
  };
}

function secrets(group: string, { environment, account }: AccessContext): Statement {
  const secret = `secret:${tenantSecretPrefix(environment, group)}*`;
  const arn = `arn:aws:secretsmanager:${environment.region}:${account}:${secret}`;
  return readSecret(`Read the passwords of ${group}`, arn, environment);
}
