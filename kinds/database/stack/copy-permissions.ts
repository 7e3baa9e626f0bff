import type { Statement } from "../../../modules/iam/policy";

export interface BackupSubject {
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** Region of the databases. */
  readonly region: string;
  /** Other regions that have copies too. */
  readonly secondRegions: readonly string[];
  /** ARNs of the servers and clusters that are copied. */
  readonly databaseArns: readonly string[];
  /** ARNs of the vaults that copies are written to. */
  readonly vaultArns: readonly string[];
}

/**
 * What AWS Backup may do to copy these databases, and no others: of its managed policy what concerns RDS
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html). Its
 * snapshots are called `awsbackup:…`; no other snapshot is made, copied or deleted.
 */
export function backupStatements(subject: BackupSubject): Statement[] {
  const { account, region, secondRegions, databaseArns, vaultArns } = subject;
  const regions = [region, ...secondRegions];
  const rds = (where: string, what: string) => `arn:aws:rds:${where}:${account}:${what}`;
  const snapshots = regions.flatMap((where) => [
    rds(where, "cluster-snapshot:awsbackup:*"),
    rds(where, "snapshot:awsbackup:*"),
  ]);
  return [
    {
      sid: "MakeSnapshots",
      actions: ["rds:CreateDBClusterSnapshot", "rds:CreateDBSnapshot", "rds:ListTagsForResource"],
      resources: [...databaseArns, ...snapshots],
    },
    {
      sid: "KeepSnapshots",
      actions: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:CopyDBSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:DeleteDBSnapshot",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:ModifyDBSnapshotAttribute",
      ],
      resources: snapshots,
    },
    {
      sid: "LookAround",
      actions: [
        "rds:DescribeDBClusters",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBInstances",
        "rds:DescribeDBSnapshots",
      ],
      resources: [
        rds(region, "cluster:*"),
        rds(region, "db:*"),
        ...regions.flatMap((where) => [rds(where, "cluster-snapshot:*"), rds(where, "snapshot:*")]),
      ],
    },
    {
      sid: "FillVaults",
      actions: ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"],
      resources: [...vaultArns],
    },
    {
      sid: "CopyOutOfVaults",
      actions: ["backup:CopyFromBackupVault"],
      // The copy is asked for by the snapshot that it is made of.
      resources: snapshots,
    },
    {
      sid: "UseKeys",
      actions: ["kms:DescribeKey"],
      resources: regions.map((where) => `arn:aws:kms:${where}:${account}:key/*`),
    },
    {
      sid: "LetRdsUseKeys",
      actions: ["kms:CreateGrant"],
      resources: regions.map((where) => `arn:aws:kms:${where}:${account}:key/*`),
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** What RDS may do to write exports (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartExportTask.html). */
export function exportStatements(bucketArn: string): Statement[] {
  return [
    { sid: "FindBucket", actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: [bucketArn] },
    {
      sid: "WriteFiles",
      actions: ["s3:PutObject*", "s3:GetObject*", "s3:DeleteObject*"],
      resources: [`${bucketArn}/*`],
    },
  ];
}

export interface StartSubject {
  /** ARNs of the Aurora clusters that are exported. */
  readonly clusterArns: readonly string[];
  /** ARN of the role that RDS takes to write exports. */
  readonly exportRoleArn: string;
  /** ARN of the KMS key that encrypts exports. */
  readonly keyArn: string;
  /** ARN of the queue for exports that could not be started. */
  readonly failuresArn: string;
}

/** What EventBridge Scheduler may do to start exports of these clusters, with this role and this key. */
export function startStatements({ clusterArns, exportRoleArn, keyArn, failuresArn }: StartSubject): Statement[] {
  return [
    { sid: "StartExports", actions: ["rds:StartExportTask"], resources: [...clusterArns] },
    {
      sid: "HandOverRole",
      actions: ["iam:PassRole"],
      resources: [exportRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "export.rds.amazonaws.com" } },
    },
    {
      sid: "LendKey",
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:RetireGrant",
      ],
      resources: [keyArn],
    },
    { sid: "KeepFailures", actions: ["sqs:SendMessage"], resources: [failuresArn] },
  ];
}
