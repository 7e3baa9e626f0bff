/** What an ARN says of a resource in Terraform's terms. */
export interface Identity {
  /** Types of resources that it may be. */
  readonly types: readonly string[];
  /** The id that `import` takes. */
  readonly id: string;
  /** Arguments of the resource that follow from the ARN. */
  readonly facts: Readonly<Record<string, string>>;
}

type Parts = { readonly resource: string; readonly arn: string; readonly region: string; readonly account: string };
type Reader = readonly [RegExp, (match: string[], parts: Parts) => Identity];

const one = (type: string, id: string, facts: Identity["facts"] = {}): Identity => ({ types: [type], id, facts });

/** A resource whose import takes its name, which is also an argument. */
const named =
  (type: string, argument = "name") =>
  ([, name]: string[]): Identity =>
    one(type, name!, { [argument]: name! });

/** A resource whose import takes its ARN; what the expression finds is an argument. */
const byArn =
  (type: string, argument?: string) =>
  ([, name]: string[], { arn }: Parts): Identity =>
    one(type, arn, argument ? { [argument]: name! } : {});

/** A resource whose import takes the id that AWS gave it. */
const byId =
  (...types: string[]) =>
  ([, id]: string[]): Identity => ({ types, id: id!, facts: {} });

/**
 * By service, what the rest of an ARN looks like (https://docs.aws.amazon.com/service-authorization/latest/reference, a
 * page for each service, "Resource types defined by"), and what the provider's page for the type says under "Import".
 */
const READERS: Readonly<Record<string, readonly Reader[]>> = {
  acm: [[/^certificate\/(.+)$/, byArn("aws_acm_certificate")]],
  backup: [[/^backup-vault:(.+)$/, named("aws_backup_vault")]],
  cloudwatch: [[/^alarm:(.+)$/, named("aws_cloudwatch_metric_alarm", "alarm_name")]],
  "cognito-idp": [[/^userpool\/(.+)$/, byId("aws_cognito_user_pool")]],
  dynamodb: [[/^table\/([^/]+)$/, named("aws_dynamodb_table")]],
  ec2: [
    [/^elastic-ip\/(.+)$/, byId("aws_eip")],
    [/^instance\/(.+)$/, byId("aws_instance")],
    [/^internet-gateway\/(.+)$/, byId("aws_internet_gateway")],
    [/^launch-template\/(.+)$/, byId("aws_launch_template")],
    [/^natgateway\/(.+)$/, byId("aws_nat_gateway")],
    [/^route-table\/(.+)$/, byId("aws_route_table")],
    [/^security-group\/(.+)$/, byId("aws_security_group")],
    [/^security-group-rule\/(.+)$/, byId("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")],
    [/^subnet\/(.+)$/, byId("aws_subnet")],
    [/^vpc\/(.+)$/, byId("aws_vpc")],
    [/^vpc-endpoint\/(.+)$/, byId("aws_vpc_endpoint")],
    [/^vpc-flow-log\/(.+)$/, byId("aws_flow_log")],
  ],
  ecr: [[/^repository\/(.+)$/, named("aws_ecr_repository")]],
  ecs: [
    [/^cluster\/(.+)$/, named("aws_ecs_cluster")],
    [/^service\/([^/]+)\/(.+)$/, ([, cluster, name]) => one("aws_ecs_service", `${cluster}/${name}`, { name: name! })],
    [/^task-definition\/([^:]+):\d+$/, byArn("aws_ecs_task_definition", "family")],
    [/^capacity-provider\/(.+)$/, byArn("aws_ecs_capacity_provider", "name")],
  ],
  elasticache: [
    [/^replicationgroup:(.+)$/, named("aws_elasticache_replication_group", "replication_group_id")],
    [/^subnetgroup:(.+)$/, named("aws_elasticache_subnet_group")],
    [/^parametergroup:(.+)$/, named("aws_elasticache_parameter_group")],
    [/^usergroup:(.+)$/, named("aws_elasticache_user_group", "user_group_id")],
    [/^user:(.+)$/, named("aws_elasticache_user", "user_id")],
  ],
  elasticfilesystem: [
    [/^file-system\/(.+)$/, byId("aws_efs_file_system")],
    [/^access-point\/(.+)$/, byId("aws_efs_access_point")],
  ],
  elasticloadbalancing: [
    [/^loadbalancer\/app\/([^/]+)\/.+$/, byArn("aws_lb", "name")],
    [/^targetgroup\/([^/]+)\/.+$/, byArn("aws_lb_target_group", "name")],
    [/^listener\/(.+)$/, byArn("aws_lb_listener")],
    [/^listener-rule\/(.+)$/, byArn("aws_lb_listener_rule")],
  ],
  events: [[/^rule\/([^/]+)$/, ([, name]) => one("aws_cloudwatch_event_rule", `default/${name}`, { name: name! })]],
  iam: [
    [/^role\/(?:.*\/)?([^/]+)$/, named("aws_iam_role")],
    [/^instance-profile\/(?:.*\/)?([^/]+)$/, named("aws_iam_instance_profile")],
    [/^policy\/(?:.*\/)?([^/]+)$/, byArn("aws_iam_policy", "name")],
  ],
  kms: [[/^key\/(.+)$/, byId("aws_kms_key")]],
  lambda: [[/^function:([^:]+)$/, named("aws_lambda_function", "function_name")]],
  logs: [[/^log-group:([^:]+)(?::\*)?$/, named("aws_cloudwatch_log_group")]],
  rds: [
    [/^db:(.+)$/, named("aws_db_instance", "identifier")],
    [/^cluster:(.+)$/, named("aws_rds_cluster", "cluster_identifier")],
    [/^subgrp:(.+)$/, named("aws_db_subnet_group")],
    [/^pg:(.+)$/, named("aws_db_parameter_group")],
    [/^cluster-pg:(.+)$/, named("aws_rds_cluster_parameter_group")],
  ],
  s3: [[/^([^/]+)$/, named("aws_s3_bucket", "bucket")]],
  // Secrets Manager adds a hyphen and six characters to the name.
  secretsmanager: [[/^secret:(.+)-[A-Za-z0-9]{6}$/, byArn("aws_secretsmanager_secret", "name")]],
  sns: [[/^([^:]+)$/, byArn("aws_sns_topic", "name")]],
  sqs: [
    [
      /^([^:]+)$/,
      ([, name], { region, account }) =>
        one("aws_sqs_queue", `https://sqs.${region}.amazonaws.com/${account}/${name}`, { name: name! }),
    ],
  ],
  ssm: [[/^parameter\/(.+)$/, ([, name]) => one("aws_ssm_parameter", `/${name}`, { name: `/${name}` })]],
};

/** Reads an ARN; nothing if it is of a kind that no layer makes as a resource of its own. */
export function identify(arn: string): Identity | undefined {
  const [, , service = "", region = "", account = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  for (const [pattern, read] of READERS[service] ?? []) {
    const match = pattern.exec(resource);
    if (match) return read([...match], { resource, arn, region, account });
  }
  return undefined;
}

/** What AWS makes by itself for a resource of ours and tags like it; it goes with that, and no state has it. */
const MADE_BY_AWS = [
  /:ecs:[^:]*:\d+:task\//,
  /:ec2:[^:]*:\d+:(network-interface|volume|snapshot|image|fleet)\//,
  /:rds:[^:]*:\d+:(cluster-)?snapshot:/,
  /:backup:[^:]*:\d+:recovery-point:/,
  /:secret:rds!/,
];

/** Whether AWS makes such a thing by itself: tasks, network interfaces, volumes, snapshots, managed secrets. */
export function isMadeByAws(arn: string): boolean {
  return MADE_BY_AWS.some((pattern) => pattern.test(arn));
}
