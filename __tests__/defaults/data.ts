import { data, type Promised } from "./plain";

const postgres = () => data.one("aws_db_instance");
const redis = () => data.one("aws_elasticache_replication_group");
const pool = () => data.one("aws_cognito_user_pool");
const client = () => data.one("aws_cognito_user_pool_client");
const queue = () => data.one("aws_sqs_queue", "work_queue");
const table = () => data.one("aws_dynamodb_table");
const cors = (bucket: string) => data.one("aws_s3_bucket_cors_configuration", `${bucket}_cors`)["cors_rule"][0];
const rules = (bucket: string) => data.one("aws_s3_bucket_lifecycle_configuration", `${bucket}_lifecycle`)["rule"];
const OLD_VERSIONS = expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] });

/** What holds of all stateful resources. */
export const DATA: readonly Promised[] = [
  [
    "databases.<name>.instances",
    "Aurora has one instance",
    () => data.all("aws_rds_cluster_instance"),
    { "cluster_instance-1": expect.anything() },
  ],
  ["databases.<name>.storage", "a server has 20 GiB", () => postgres()["allocated_storage"], 20],
  [
    "databases.<name>.key",
    "AWS's own key encrypts a database",
    () => [postgres()["storage_encrypted"], postgres()["kms_key_id"], data.all("aws_kms_key")],
    [true, undefined, {}],
  ],
  ["databases.<name>.multiZone", "a server has a standby in another zone", () => postgres()["multi_az"], true],
  [
    "databases.<name>.backups.retain",
    "a server's backups are kept for 7 days",
    () => postgres()["backup_retention_period"],
    7,
  ],
  [
    "databases.<name>.backups.retain",
    "a cluster's backups are kept for 7 days",
    () => data.one("aws_rds_cluster")["backup_retention_period"],
    7,
  ],
  [
    "databases.<name>.backups.keepAfterDelete",
    "backups outlive the server",
    () => postgres()["delete_automated_backups"],
    false,
  ],
  ["databases.<name>.backups.copies", "no copies are kept for years", () => data.all("aws_backup_plan"), {}],
  [
    "databases.<name>.logs.retain",
    "logs of a server and of a cluster are kept for 90 days",
    () => Object.values(data.all("aws_cloudwatch_log_group")).map((group) => group["retention_in_days"]),
    [90, 90, 90, 90],
  ],
  [
    "databases.<name>.passwordRotation",
    "the master password changes every year",
    () => data.one("aws_secretsmanager_secret_rotation", "main_password_rotation")["rotation_rules"],
    { automatically_after_days: 365 },
  ],
  ["caches.<name>.version", "a cache is Redis 7.1", () => redis()["engine_version"], "7.1"],
  [
    "caches.<name>.parameters",
    "a cache has AWS's own parameters",
    () => data.all("aws_elasticache_parameter_group"),
    {},
  ],
  [
    "caches.<name>.replicas",
    "a cache has one replica, in another zone, which takes over",
    () => [redis()["num_cache_clusters"], redis()["multi_az_enabled"], redis()["automatic_failover_enabled"]],
    [2, true, true],
  ],
  [
    "caches.<name>.tls",
    "a cache takes TLS only",
    () => [redis()["transit_encryption_enabled"], redis()["transit_encryption_mode"]],
    [true, "required"],
  ],
  ["caches.<name>.snapshots", "a cache's snapshots are kept for 7 days", () => redis()["snapshot_retention_limit"], 7],
  [
    "buckets.<name>.cors.methods",
    "browsers of other sites may only read a bucket",
    () => cors("files")["allowed_methods"],
    ["GET", "HEAD"],
  ],
  [
    "buckets.<name>.cors.maxAge",
    "browsers ask a bucket again after an hour",
    () => cors("files")["max_age_seconds"],
    3600,
  ],
  [
    "buckets.<name>.versions",
    "old versions in a bucket are kept for 90 days",
    () => rules("files"),
    expect.arrayContaining([OLD_VERSIONS]),
  ],
  [
    "tenants.<name>.bucket.cors.methods",
    "browsers of other sites may only read a tenant's bucket",
    () => cors("customers_acme_files")["allowed_methods"],
    ["GET", "HEAD"],
  ],
  [
    "tenants.<name>.bucket.cors.maxAge",
    "browsers ask a tenant's bucket again after an hour",
    () => cors("customers_acme_files")["max_age_seconds"],
    3600,
  ],
  [
    "tenants.<name>.bucket.versions",
    "old versions in a tenant's bucket are kept for 90 days",
    () => rules("customers_acme_files"),
    expect.arrayContaining([OLD_VERSIONS]),
  ],
  [
    "tenants.<name>.of.<name>.state",
    "a tenant is active",
    () => JSON.parse(data.one("aws_s3_object")["content"]).state,
    "active",
  ],
  [
    "tables.<name>.key.type",
    "a table's key is text",
    () => table()["attribute"],
    expect.arrayContaining([{ name: "id", type: "S" }]),
  ],
  [
    "tables.<name>.sort.type",
    "a table's sort key is text",
    () => table()["attribute"],
    expect.arrayContaining([{ name: "time", type: "S" }]),
  ],
  [
    "queues.<name>.visibility",
    "a message that was received is invisible for 30 seconds",
    () => queue()["visibility_timeout_seconds"],
    30,
  ],
  ["queues.<name>.wait", "who receives waits for 20 seconds", () => queue()["receive_wait_time_seconds"], 20],
  [
    "queues.<name>.retain",
    "a message is kept for 4 days",
    () => queue()["message_retention_seconds"],
    4 * 24 * 60 * 60,
  ],
  [
    "queues.<name>.attempts",
    "a message is dead after 5 attempts",
    () => JSON.parse(queue()["redrive_policy"]).maxReceiveCount,
    5,
  ],
  [
    "fileSystems.<name>.owner",
    "a file system is user 1000's",
    () => data.one("aws_efs_access_point")["posix_user"],
    { uid: 1000, gid: 1000 },
  ],
  [
    "userPools.<name>.signIn",
    "people sign in with their email address",
    () => pool()["username_attributes"],
    ["email"],
  ],
  [
    "userPools.<name>.selfSignUp",
    "nobody signs up alone",
    () => pool()["admin_create_user_config"],
    { allow_admin_create_user_only: true },
  ],
  ["userPools.<name>.mfa", "people may have a second factor", () => pool()["mfa_configuration"], "OPTIONAL"],
  [
    "userPools.<name>.password.length",
    "a password has 12 characters at least",
    () => pool()["password_policy"].minimum_length,
    12,
  ],
  [
    "userPools.<name>.password.invitation",
    "an invitation holds for 7 days",
    () => pool()["password_policy"].temporary_password_validity_days,
    7,
  ],
  [
    "userPools.<name>.clients.<name>.scopes",
    "a client learns who somebody is, and the email address",
    () => client()["allowed_oauth_scopes"],
    ["openid", "email"],
  ],
  [
    "userPools.<name>.clients.<name>.signedInFor",
    "people stay signed in for 30 days",
    () => [client()["refresh_token_validity"], client()["token_validity_units"][0].refresh_token],
    [30 * 24 * 60 * 60, "seconds"],
  ],
];
