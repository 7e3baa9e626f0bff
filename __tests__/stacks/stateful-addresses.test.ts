import { synthesize } from "./template";

/**
 * Addresses of all stateful resources. A resource that vanishes from here, or changes its name, is destroyed by the
 * next apply and its data with it: add a `moved` block before you change a line, never change the line alone.
 */
const IDMCDB = [
  "aws_elasticache_replication_group.redis_group",
  "aws_kms_key.main_key_key",
  "aws_rds_cluster.main_cluster",
  "aws_rds_cluster_instance.main_instance-1",
  "aws_s3_bucket.media-external_bucket",
  "aws_s3_bucket.media_bucket",
  "aws_secretsmanager_secret.app_secret",
  "aws_sqs_queue.scheduled-jobs_dead-letters",
];

/** What each of Cloud Kotta's environments has for itself; tables are prod's. */
const KOTTA = [
  "aws_s3_bucket.store_bucket",
  "aws_secretsmanager_secret.login_secret",
  ...["active-prod", "active-test", "pending-prod", "pending-test"].flatMap((queue) => [
    `aws_sqs_queue.${queue}_dead-letters`,
    `aws_sqs_queue.${queue}_queue`,
  ]),
];

/** Stateful resources of each of adilas's stacks. */
const ADILAS_STACK = [
  "aws_backup_vault.copies_us-east-2_vault_vault",
  "aws_backup_vault.copies_vault_vault",
  "aws_elasticache_replication_group.sessions_group",
  "aws_kms_key.copies_key_key",
  "aws_kms_key.copies_us-east-2_key_key",
  "aws_rds_cluster.main_cluster",
  "aws_rds_cluster_instance.main_instance-1",
  "aws_rds_cluster_instance.main_instance-2",
  "aws_s3_bucket.cold_copies_bucket",
  "aws_s3_bucket.content_bucket",
  "aws_s3_bucket.corporations_bucket",
  "aws_s3_bucket.dumps_bucket",
  "aws_sqs_queue.copies_dead-letters",
  "aws_sqs_queue.scheduled-jobs_dead-letters",
];

/** Two addresses that customers know. */
const ADILAS_ADDRESSES = ["aws_globalaccelerator_accelerator.static_addresses_accelerator"];

/** Stateful resources of its third colour. */
const ADILAS_RED = [
  "aws_rds_cluster.red_cluster",
  "aws_rds_cluster_instance.red_instance-1",
  "aws_s3_bucket.red-mask_bucket",
  "aws_secretsmanager_secret.red-login_secret",
];

/** What a corporation of adilas has. */
const corporations = (...names: string[]) =>
  names.flatMap((name) => [
    `aws_s3_bucket.corporations_${name}_files_bucket`,
    `aws_secretsmanager_secret.corporations_${name}_login_secret`,
  ]);

const ADDRESSES: Record<string, string[]> = {
  "adilas-registry": ["clone", "lucee", "resize", "tenant-databases"].map(
    (image) => `aws_ecr_repository.${image}_repository`,
  ),
  "adilas-pipelines": ["aws_s3_bucket.artifact_bucket_bucket"],

  "adilas-shared-data": [
    "aws_cognito_user_pool.people_pool",
    "aws_s3_bucket.uploads_bucket",
    "aws_sqs_queue.resize_dead-letters",
  ],
  "adilas-data0-data": [...ADILAS_STACK, ...ADILAS_RED, ...corporations("acme", "bravo", "cargo")].sort(),
  "adilas-data0-network": ADILAS_ADDRESSES,
  "adilas-data1-data": [...ADILAS_STACK, ...corporations("acme")].sort(),
  "adilas-data1-network": ADILAS_ADDRESSES,
  "adilas-data2-data": ADILAS_STACK,
  "adilas-data2-network": ADILAS_ADDRESSES,
  "cloud-kotta-registry": ["aws_ecr_repository.kotta_repository"],
  "cloud-kotta-prod-data": ["aws_dynamodb_table.jobs_table", "aws_dynamodb_table.users_table", ...KOTTA],
  "cloud-kotta-second-data": KOTTA,
  state: ["aws_dynamodb_table.locks_table", "aws_s3_bucket.states_bucket"],
  "sliderule-registry": [
    "aws_ecr_repository.ps-nginx_repository",
    "aws_ecr_repository.ps-server_repository",
    "aws_ecr_repository.ps-web_repository",
  ],
  "idmcdb-registry": ["aws_ecr_repository.web_repository", "aws_ecr_repository.worker_repository"],
  "idmcdb-pipelines": ["aws_s3_bucket.artifact_bucket_bucket"],
  "idmcdb-staging-data": IDMCDB,
  "idmcdb-prod-data": IDMCDB,
  "kofax-rpa-registry": [
    "aws_ecr_repository.management-console_repository",
    "aws_ecr_repository.roboserver_repository",
  ],
  "kofax-rpa-poc-data": [
    "aws_s3_bucket.backups_bucket",
    "aws_secretsmanager_secret.licence_secret",
    "aws_secretsmanager_secret.oauth_secret",
    "aws_secretsmanager_secret.passwords_secret",
    "aws_secretsmanager_secret.postgres-login_secret",
  ],
  "kofax-rpa-prod-data": [
    "aws_rds_cluster.main_cluster",
    "aws_rds_cluster_instance.main_instance-1",
    "aws_s3_bucket.backups_bucket",
    "aws_secretsmanager_secret.audit_secret",
    "aws_secretsmanager_secret.licence_secret",
    "aws_secretsmanager_secret.logs_secret",
    "aws_secretsmanager_secret.oauth_secret",
    "aws_secretsmanager_secret.passwords_secret",
    "aws_secretsmanager_secret.robot-data_secret",
    "aws_secretsmanager_secret.scheduler_secret",
  ],
  "sliderule-test-data": ["aws_db_instance.provsys_instance"],
  "sliderule-prod-data": ["aws_db_instance.provsys_instance"],
};

const STATEFUL =
  /^aws_(backup_vault|db_instance|rds_cluster|rds_cluster_instance|dynamodb_table|s3_bucket|ecr_repository|elasticache_replication_group|secretsmanager_secret|sqs_queue|efs_file_system|cognito_user_pool|globalaccelerator_accelerator|kms_key)\./;

const stacks = synthesize();

it("lists every stateful resource that is synthesized", () => {
  const found = Object.fromEntries(
    Object.entries(stacks)
      .map(([name, template]) => [
        name,
        template
          .addresses()
          .filter((address) => STATEFUL.test(address))
          .sort(),
      ])
      .filter(([, addresses]) => addresses!.length > 0),
  );
  expect(found).toEqual(ADDRESSES);
});

describe("stateful resources, in an environment that is not disposable", () => {
  const guarded = Object.entries(ADDRESSES).filter(
    ([stack]) => !stack.startsWith("sliderule-test") && !stack.startsWith("kofax-rpa-poc"),
  );
  // The instances of an Aurora cluster hold nothing: its storage does.
  const holding = (address: string) => !address.startsWith("aws_rds_cluster_instance.");
  it.each(
    guarded.flatMap(([stack, addresses]) => addresses.filter(holding).map((address) => [stack, address] as const)),
  )("%s %s refuses to be destroyed", (stack, address) => {
    const [type, name] = address.split(".") as [string, string];
    expect(stacks[stack]!.one(type, name)["lifecycle"]).toMatchObject({ prevent_destroy: true });
  });
});
