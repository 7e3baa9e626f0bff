import type { Statement } from "../../modules/policy";
import { NFS_PORT } from "../../modules/ports";
import { type Grant, permissionsOnly, sid } from "./access";

/** Objects of a bucket: reading them and their list, writing and deleting them. */
export const bucket: Grant = (name, level, { environment, data }) => {
  const arn = data(`${name}_arn`);
  const read: Statement = {
    sid: sid(`Read ${name}`),
    actions: ["s3:GetObject", "s3:GetObjectTagging"],
    resources: [`${arn}/*`],
  };
  const list: Statement = {
    sid: sid(`List ${name}`),
    actions: ["s3:ListBucket", "s3:GetBucketLocation"],
    resources: [arn],
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
    resources: [`${arn}/*`],
  };
  return permissionsOnly(...(level === "write" ? [] : [read]), list, ...(level === "read" ? [] : [write]));
};

/** Items of a table. */
export const table: Grant = (name, level, { data }) => {
  const arn = data(`${name}_arn`);
  const read = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"];
  const write = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
  return permissionsOnly({
    sid: sid(`${level} ${name}`),
    actions: [...read, ...(level === "read" ? [] : write)].map((action) => `dynamodb:${action}`),
    resources: [arn],
  });
};

/** Mounting a file system, through its access point only. */
export const fileSystem: Grant = (name, level, { data }) => ({
  edges: [{ to: name, securityGroupId: data(`${name}_access`), port: NFS_PORT }],
  statements: [
    {
      sid: sid(`Mount ${name}`),
      actions: ["elasticfilesystem:ClientMount", ...(level === "read-write" ? ["elasticfilesystem:ClientWrite"] : [])],
      resources: [data(`${name}_arn`)],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": data(`${name}_access_point_arn`) } },
    },
  ],
});
