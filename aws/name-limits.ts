/** Characters that names may have at most, by what they name in AWS. */
export const LONGEST_NAME = {
  /** Plan of AWS Backup (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html). */
  backupPlan: 50,
  /** S3 bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
  bucket: 63,
  /** Replication group of ElastiCache (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html). */
  cache: 40,
  /** Connection to repositories (https://docs.aws.amazon.com/codestar-connections/latest/APIReference/API_CreateConnection.html). */
  connection: 32,
  /**
   * Aurora cluster: 63 characters (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html),
   * of which 3 are left for the hyphen and the number that its instances have at their end.
   */
  databaseCluster: 60,
  /** Instance of RDS (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
  databaseInstance: 63,
  /** Rule of EventBridge (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html). */
  eventRule: 64,
  /** Load balancer (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html). */
  loadBalancer: 32,
  /** SQS queue (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html). */
  queue: 80,
  /** IAM role (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
  role: 64,
  /** Schedule of EventBridge Scheduler (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html). */
  schedule: 64,
  /** Target group (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html). */
  targetGroup: 32,
} as const;

/** Characters of the id of an AWS account (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html). */
export const ACCOUNT_LENGTH = 12;
