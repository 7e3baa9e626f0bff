/** Within what a name is unique: all of AWS, an account, a region of it, a VPC, or what it belongs to. */
export type Scope = "world" | "account" | "region" | "network" | "own";

/** What AWS takes as the name of a type of resource. */
export interface Limit {
  /** Argument that holds the name. */
  readonly argument: string;
  readonly longest: number;
  readonly form: RegExp;
  readonly scope: Scope;
  /** Where AWS says so. */
  readonly source: string;
  /** Types that share one set of names have one word for it. @default - the type has names of its own */
  readonly set?: string;
}

function limit(argument: string, longest: number, form: RegExp, scope: Scope, source: string, set?: string): Limit {
  return { argument, longest, form, scope, source: `https://docs.aws.amazon.com/${source}.html`, set };
}

/** No hyphen at the end, and never two in a row. */
const HYPHENATED = /^[a-z](-?[a-z0-9])*$/;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]+$/;
const BUCKET =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const REPOSITORY = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;
/** The name of a security group must not look like the id of one. */
const GROUP = /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/;
const BALANCER = /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const TARGETS = /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/;

/** The prefix of Cognito's pages, or a host for them. */
const PAGES = /^(?!.*(aws|amazon|cognito)[^.]*$)[a-z0-9-]+$|^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]+$/;

const ELB = "elasticloadbalancing/latest/APIReference/API_";
const IAM = "IAM/latest/APIReference/API_";
const RDS = "AmazonRDS/latest/APIReference/API_";
const CACHE = "AmazonElastiCache/latest/APIReference/API_";
const COGNITO = "cognito-user-identity-pools/latest/APIReference/API_";
const ECS = "AmazonECS/latest/APIReference/API_";

/** By type of resource. */
export const LIMITS: Readonly<Record<string, Limit>> = {
  aws_lb: limit("name", 32, BALANCER, "region", `${ELB}CreateLoadBalancer`),
  aws_lb_target_group: limit("name", 32, TARGETS, "region", `${ELB}CreateTargetGroup`),
  aws_wafv2_web_acl: limit("name", 128, /^[\w-]+$/, "region", "waf/latest/APIReference/API_CreateWebACL"),
  aws_iam_role: limit("name", 64, /^[\w+=,.@-]+$/, "account", `${IAM}CreateRole`),
  aws_iam_instance_profile: limit("name", 128, /^[\w+=,.@-]+$/, "account", `${IAM}CreateInstanceProfile`),
  aws_s3_bucket: limit("bucket", 63, BUCKET, "world", "AmazonS3/latest/userguide/bucketnamingrules"),
  aws_db_instance: limit("identifier", 63, HYPHENATED, "region", `${RDS}CreateDBInstance`, "database instance"),
  aws_rds_cluster_instance: limit(
    "identifier",
    63,
    HYPHENATED,
    "region",
    `${RDS}CreateDBInstance`,
    "database instance",
  ),
  aws_rds_cluster: limit("cluster_identifier", 63, HYPHENATED, "region", `${RDS}CreateDBCluster`),
  aws_db_subnet_group: limit("name", 255, HYPHENATED, "region", `${RDS}CreateDBSubnetGroup`),
  aws_db_parameter_group: limit("name", 255, HYPHENATED, "region", `${RDS}CreateDBParameterGroup`),
  aws_rds_cluster_parameter_group: limit("name", 255, HYPHENATED, "region", `${RDS}CreateDBClusterParameterGroup`),
  aws_elasticache_replication_group: limit(
    "replication_group_id",
    40,
    HYPHENATED,
    "region",
    `${CACHE}CreateReplicationGroup`,
  ),
  aws_elasticache_subnet_group: limit("name", 255, /^[a-z0-9-]+$/, "region", `${CACHE}CreateCacheSubnetGroup`),
  aws_sqs_queue: limit("name", 80, /^[\w-]+$/, "region", "AWSSimpleQueueService/latest/APIReference/API_CreateQueue"),
  aws_sns_topic: limit("name", 256, /^[\w-]+$/, "region", "sns/latest/api/API_CreateTopic"),
  aws_security_group: limit("name", 255, GROUP, "network", "AWSEC2/latest/APIReference/API_CreateSecurityGroup"),
  aws_cloudwatch_log_group: limit(
    "name",
    512,
    /^(?!aws\/)[\w./#-]+$/,
    "region",
    "AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup",
  ),
  aws_cloudwatch_metric_alarm: limit(
    "alarm_name",
    255,
    /^[ -~]+$/,
    "region",
    "AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm",
  ),
  aws_dynamodb_table: limit(
    "name",
    255,
    /^[\w.-]{3,}$/,
    "region",
    "amazondynamodb/latest/APIReference/API_CreateTable",
  ),
  aws_lambda_function: limit("function_name", 64, /^[\w-]+$/, "region", "lambda/latest/api/API_CreateFunction"),
  aws_scheduler_schedule: limit("name", 64, /^[\w.-]+$/, "region", "scheduler/latest/APIReference/API_CreateSchedule"),
  aws_ecs_cluster: limit("name", 255, /^[\w-]+$/, "region", `${ECS}CreateCluster`),
  aws_ecs_service: limit("name", 255, /^[\w-]+$/, "own", `${ECS}CreateService`),
  aws_ecs_task_definition: limit("family", 255, /^[\w-]+$/, "region", `${ECS}RegisterTaskDefinition`),
  aws_ecr_repository: limit("name", 256, REPOSITORY, "region", "AmazonECR/latest/APIReference/API_CreateRepository"),
  aws_secretsmanager_secret: limit(
    "name",
    512,
    /^[\w/+=.@-]+$/,
    "region",
    "secretsmanager/latest/apireference/API_CreateSecret",
  ),
  aws_efs_file_system: limit("creation_token", 64, /^.+$/, "region", "efs/latest/APIReference/API_CreateFileSystem"),
  aws_cognito_user_pool: limit("name", 128, /^[\w+=,.@-]+$/, "region", `${COGNITO}CreateUserPool`),
  aws_cognito_user_pool_client: limit("name", 128, /^[\w+=,.@-]+$/, "own", `${COGNITO}CreateUserPoolClient`),
  aws_cognito_user_pool_domain: limit("domain", 63, PAGES, "region", `${COGNITO}CreateUserPoolDomain`),
  aws_kms_alias: limit("name", 256, /^alias\/(?!aws\/)[\w/-]+$/, "region", "kms/latest/APIReference/API_CreateAlias"),
  aws_backup_vault: limit("name", 50, /^[\w-]{2,}$/, "region", "aws-backup/latest/devguide/API_CreateBackupVault"),
  aws_backup_plan: limit("name", 50, /^[\w.-]+$/, "region", "aws-backup/latest/devguide/API_BackupPlanInput"),
  aws_cloudwatch_event_rule: limit("name", 64, /^[\w.-]+$/, "region", "eventbridge/latest/APIReference/API_PutRule"),
  aws_codebuild_project: limit(
    "name",
    150,
    /^[A-Za-z0-9][\w-]+$/,
    "region",
    "codebuild/latest/APIReference/API_CreateProject",
  ),
  aws_codepipeline: limit(
    "name",
    100,
    /^[\w.@-]+$/,
    "region",
    "codepipeline/latest/APIReference/API_PipelineDeclaration",
  ),
  aws_codestarconnections_connection: limit(
    "name",
    32,
    /^.+$/,
    "region",
    "codestar-connections/latest/APIReference/API_CreateConnection",
  ),
  aws_globalaccelerator_accelerator: limit(
    "name",
    64,
    /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    "account",
    "global-accelerator/latest/api/API_CreateAccelerator",
  ),
  aws_service_discovery_private_dns_namespace: limit(
    "name",
    253,
    HOST,
    "region",
    "cloud-map/latest/api/API_CreatePrivateDnsNamespace",
  ),
  aws_service_discovery_service: limit("name", 63, TARGETS, "own", "cloud-map/latest/api/API_CreateService"),
};

/** Characters of all inline policies of a role, spaces aside (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const ROLE_POLICIES = 10_240;

/** Characters of a role's trust policy; more must be asked for (same page). */
export const TRUST_POLICY = 2048;

/** Rules of a security group in one direction (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html). */
export const GROUP_RULES = 60;

/** Containers of a task definition, and its bytes (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html). */
export const TASK_CONTAINERS = 10;
export const TASK_BYTES = 64 * 1024;
