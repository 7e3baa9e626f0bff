import type { Statement } from "../../../modules/iam/policy";
import { type Access, type AccessContext, type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { bucketOutputs } from "../outputs";

/** Objects of a bucket: reading them and their list, writing and deleting them. */
export const bucket: Grant = (name, level, context) => bucketPrefixes(name, { "": level }, context);

/** The same, prefix by prefix; the empty prefix stands for all objects. */
export function bucketPrefixes(
  name: string,
  levels: Readonly<Record<string, string>>,
  { environment, data }: AccessContext,
): Access {
  const arn = data(bucketOutputs(name).arn);
  const objects = (without: string) =>
    Object.entries(levels).flatMap(([prefix, level]) => (level === without ? [] : [`${arn}/${prefix}*`]));
  const [toRead, toWrite] = [objects("write"), objects("read")];
  const read: Statement = {
    sid: sid(`Read ${name}`),
    actions: ["s3:GetObject", "s3:GetObjectTagging"],
    resources: toRead,
  };
  const write: Statement = {
    sid: sid(`Write ${name}`),
    actions: [
      "s3:PutObject",
      "s3:PutObjectTagging",
      "s3:DeleteObject",
      "s3:RestoreObject",
      "s3:AbortMultipartUpload",
      // Objects of a public bucket may say themselves who reads them.
      ...(environment.buckets[name]!.public ? ["s3:PutObjectAcl"] : []),
    ],
    resources: toWrite,
  };
  return permissionsOnly(
    ...(toRead.length > 0 ? [read] : []),
    ...list(name, arn, Object.keys(levels)),
    ...(toWrite.length > 0 ? [write] : []),
  );
}

/** Listing a bucket; what is listed is chosen by prefix, and where the bucket is can be asked in any case. */
function list(name: string, arn: string, prefixes: readonly string[]): Statement[] {
  const [list, locate] = ["s3:ListBucket", "s3:GetBucketLocation"];
  if (prefixes.includes("")) return [{ sid: sid(`List ${name}`), actions: [list, locate], resources: [arn] }];
  const conditions = { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}*`) } };
  return [
    { sid: sid(`List ${name}`), actions: [list], resources: [arn], conditions },
    { sid: sid(`Locate ${name}`), actions: [locate], resources: [arn] },
  ];
}
