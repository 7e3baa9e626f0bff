import type { Kind } from "../../manifest/attributes";
import { ENGINES } from "../../manifest/engines";
import type { Request } from "./simulator";
import type { Deployed } from "./world";

/** Something that services may use, and what can be asked of it. */
export interface Thing {
  readonly kind: Kind;
  /** Name in the manifest. */
  readonly name: string;
  /** What each level of `uses` stands for; a secret's only if the application reads it itself. */
  readonly levels: Readonly<Record<string, readonly Request[]>>;
  /** What no level stands for. */
  readonly never: readonly Request[];
  /** The same levels of one prefix of a bucket, and what they do not stand for. */
  readonly under?: (prefix: string) => Levels;
}

type Levels = Pick<Thing, "levels" | "never" | "under">;
type Describe = (deployed: Deployed, name: string) => Levels;

/** Several requests of a service to one resource. */
function requests(
  service: string,
  actions: string,
  resource: string,
  context?: Record<string, string>,
): readonly Request[] {
  return actions.split(" ").map((action) => ({ action: `${service}:${action}`, resource, context }));
}

/** A secret in Secrets Manager, with the tags that it carries. */
function secretRequests(
  arn: string,
  context: Record<string, string>,
): Record<"read" | "stage" | "never", readonly Request[]> {
  return {
    read: requests("secretsmanager", "GetSecretValue DescribeSecret", arn, context),
    stage: requests("secretsmanager", "PutSecretValue UpdateSecretVersionStage", arn, context),
    never: requests(
      "secretsmanager",
      "UpdateSecret DeleteSecret PutResourcePolicy RotateSecret ListSecretVersionIds",
      arn,
      context,
    ),
  };
}

function arnOf({ values, stacks }: Deployed, address: string, attribute = "arn"): string {
  return values.attribute(stacks.data, address, attribute);
}

/** The ARN of what is an environment's own, or another one's. */
function sharedArnOf({ values, stacks }: Deployed, name: string): string {
  return values.text(stacks.data, stacks.data.json["output"][`${name}_arn`].value);
}

/** Tags that a layer puts on everything that it makes. */
function ownTags({ stacks }: Deployed): Record<string, string> {
  const [{ tags }] = stacks.data.json["provider"].aws[0].default_tags;
  return { "aws:ResourceTag/System": tags.System, "aws:ResourceTag/Environment": tags.Environment };
}

const database: Describe = (deployed, name) => {
  const isCluster = ENGINES[deployed.environment.databases[name]!.engine].cluster;
  const address = isCluster ? `aws_rds_cluster.${name}_cluster` : `aws_db_instance.${name}_instance`;
  // RDS makes this secret, so it does not have the tags that Terraform gives.
  const secret = secretRequests(arnOf(deployed, address, "master_user_secret[0].secret_arn"), {});
  const lost = isCluster ? "DeleteDBCluster ModifyDBCluster" : "DeleteDBInstance ModifyDBInstance CreateDBSnapshot";
  return {
    levels: { connect: secret.read },
    never: [...secret.never, ...secret.stage, ...requests("rds", lost, arnOf(deployed, address))],
  };
};

const extraDatabase: Describe = (deployed, name) => {
  const secret = secretRequests(arnOf(deployed, `aws_secretsmanager_secret.${name}_secret`), ownTags(deployed));
  return { levels: { connect: secret.read }, never: [...secret.never, ...secret.stage] };
};

const secret: Describe = (deployed, name) => {
  const { existing } = deployed.environment.secrets[name]!;
  const address = existing ? `data.aws_secretsmanager_secret.${name}` : `aws_secretsmanager_secret.${name}_secret`;
  const { read, stage, never } = secretRequests(arnOf(deployed, address), existing ? {} : ownTags(deployed));
  const random = requests("secretsmanager", "GetRandomPassword", "*");
  return { levels: { read, rotate: [...read, ...stage, ...random] }, never };
};

const bucket: Describe = (deployed, name) => {
  const arn = sharedArnOf(deployed, name);
  return { ...bucketLevels(deployed, name, arn, ""), under: (prefix) => bucketLevels(deployed, name, arn, prefix) };
};

function bucketLevels(deployed: Deployed, name: string, arn: string, prefix: string): Levels {
  const object = `${arn}/${prefix}a/folder/and a file.txt`;
  const list = [
    ...requests("s3", "ListBucket", arn, prefix === "" ? undefined : { "s3:prefix": `${prefix}a/` }),
    ...requests("s3", "GetBucketLocation", arn),
  ];
  const read = requests("s3", "GetObject GetObjectTagging", object);
  const acl = requests("s3", "PutObjectAcl", object);
  const isPublic = deployed.environment.buckets[name]!.public === "read";
  const write = [
    ...requests("s3", "PutObject PutObjectTagging DeleteObject RestoreObject AbortMultipartUpload", object),
    ...(isPublic ? acl : []),
  ];
  return {
    levels: { read: [...list, ...read], write: [...list, ...write], "read-write": [...list, ...read, ...write] },
    never: [
      ...requests("s3", "DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketPublicAccessBlock", arn),
      ...requests("s3", "PutBucketAcl PutLifecycleConfiguration PutBucketVersioning PutReplicationConfiguration", arn),
      ...requests("s3", "DeleteObjectVersion PutObjectRetention", object),
      ...(isPublic ? [] : acl),
    ],
  };
}

const tenants: Describe = (deployed, group) => {
  const { environment, account } = deployed;
  if (environment.tenants[group]!.from !== undefined) return tenantsOfAll(deployed, group);
  const directory = arnOf(deployed, `aws_s3_bucket.${group}_bucket`);
  const present = Object.keys(environment.tenants[group]!.of);
  // Those there are, and one that comes later.
  const names = [...present, "later"];
  const ours = { "s3:ResourceAccount": account };
  const know = [
    ...requests("s3", "ListBucket", directory, ours),
    ...names.flatMap((name) => requests("s3", "GetObject", `${directory}/${name}.json`, ours)),
  ];
  const buckets = [
    ...present.map((name) => arnOf(deployed, `aws_s3_bucket.${group}_${name}_files_bucket`)),
    `arn:aws:s3:::${deployed.name}--${group}--later-${account}`,
  ];
  const objects = (actions: string, context = ours) =>
    buckets.flatMap((arn) => requests("s3", actions, `${arn}/a/folder/and a file.txt`, context));
  const write = "PutObject PutObjectTagging DeleteObject RestoreObject AbortMultipartUpload";
  const list = buckets.flatMap((arn) => requests("s3", "ListBucket GetBucketLocation", arn, ours));
  const read = [...know, ...list, ...objects("GetObject GetObjectTagging")];
  const secrets =
    environment.tenants[group]!.database === undefined ? [] : names.map((name) => loginOf(deployed, group, name));
  const logins = secrets.flatMap((secret) => secret.read);
  return {
    levels: {
      read,
      "read-write": [...read, ...objects(write)],
      connect: [...know, ...logins],
      full: [...read, ...objects(write), ...logins],
    },
    never: [
      ...secrets.flatMap((secret) => [...secret.never, ...secret.stage]),
      ...requests("s3", "PutObject DeleteObject", `${directory}/acme.json`, ours),
      ...requests("s3", "GetObject", `${directory}/acme.json`, { "s3:ResourceAccount": "999999999999" }),
      ...buckets.flatMap((arn) => requests("s3", "DeleteBucket PutBucketPolicy PutLifecycleConfiguration", arn, ours)),
      ...objects("DeleteObjectVersion PutObjectAcl PutObjectRetention"),
      // A bucket that somebody else has, called like one of ours.
      ...objects(`GetObject ${write}`, { "s3:ResourceAccount": "999999999999" }),
    ],
  };
};

/** Tenants of every environment of a system: their files, and no databases. */
function tenantsOfAll(deployed: Deployed, group: string): Levels {
  const owners = deployed.ofSystem().filter(({ environment: { tenants: all } }) => all[group] && !all[group].from);
  const theirs = owners.map((owner) => tenants(owner, group));
  return {
    levels: {
      read: theirs.flatMap(({ levels }) => levels["read"]!),
      "read-write": theirs.flatMap(({ levels }) => levels["read-write"]!),
    },
    never: theirs.flatMap(({ levels, never }) => [...levels["connect"]!, ...never]),
  };
}

/** The secret of a tenant, or of the one that comes later. */
function loginOf(deployed: Deployed, group: string, name: string) {
  const { environment, region, account } = deployed;
  const later = `arn:aws:secretsmanager:${region}:${account}:secret:${environment.system}/${environment.name}/${group}/later-AbCdEf`;
  const arn = name === "later" ? later : arnOf(deployed, `aws_secretsmanager_secret.${group}_${name}_login_secret`);
  return secretRequests(arn, ownTags(deployed));
}

const table: Describe = (deployed, name) => {
  const arn = sharedArnOf(deployed, name);
  const read = requests("dynamodb", "BatchGetItem ConditionCheckItem DescribeTable GetItem Query Scan", arn);
  const write = requests("dynamodb", "BatchWriteItem DeleteItem PutItem UpdateItem", arn);
  return {
    levels: { read, "read-write": [...read, ...write] },
    never: requests("dynamodb", "DeleteTable UpdateTable UpdateTimeToLive CreateBackup ExportTableToPointInTime", arn),
  };
};

const topic: Describe = (deployed, name) => {
  const arn = arnOf(deployed, `aws_sns_topic.${name}_topic`);
  return {
    levels: { publish: requests("sns", "Publish", arn) },
    never: requests("sns", "Subscribe DeleteTopic AddPermission SetTopicAttributes ListSubscriptionsByTopic", arn),
  };
};

const queue: Describe = (deployed, name) => {
  const arn = arnOf(deployed, `aws_sqs_queue.${name}_queue`);
  const deadLetters = arnOf(deployed, `aws_sqs_queue.${name}_dead-letters`);
  const receive = "ReceiveMessage DeleteMessage ChangeMessageVisibility";
  const find = requests("sqs", "GetQueueAttributes GetQueueUrl", arn);
  return {
    levels: {
      send: [...find, ...requests("sqs", "SendMessage", arn)],
      receive: [...find, ...requests("sqs", receive, arn)],
      watch: find,
    },
    never: [
      ...requests("sqs", "PurgeQueue DeleteQueue SetQueueAttributes AddPermission StartMessageMoveTask", arn),
      ...requests("sqs", `SendMessage PurgeQueue ${receive}`, deadLetters),
    ],
  };
};

const fileSystem: Describe = (deployed, name) => {
  const arn = arnOf(deployed, `aws_efs_file_system.${name}_file-system`);
  const point = arnOf(deployed, `aws_efs_access_point.${name}_access-point`);
  const through = { "elasticfilesystem:AccessPointArn": point };
  const read = requests("elasticfilesystem", "ClientMount", arn, through);
  return {
    levels: { read, "read-write": [...read, ...requests("elasticfilesystem", "ClientWrite", arn, through)] },
    never: [
      ...requests("elasticfilesystem", "ClientRootAccess", arn, through),
      // Past the access point, as whoever one likes.
      ...requests("elasticfilesystem", "ClientMount ClientWrite ClientRootAccess", arn),
      ...requests("elasticfilesystem", "DeleteFileSystem PutFileSystemPolicy CreateAccessPoint", arn),
    ],
  };
};

const userPool: Describe = (deployed, name) => {
  const arn = sharedArnOf(deployed, name);
  const look = "AdminGetUser AdminListGroupsForUser GetGroup ListGroups ListUsers ListUsersInGroup";
  const people = "AdminCreateUser AdminUpdateUserAttributes AdminDisableUser AdminEnableUser AdminDeleteUser";
  const groups = "CreateGroup UpdateGroup DeleteGroup AdminAddUserToGroup AdminRemoveUserFromGroup";
  const read = requests("cognito-idp", look, arn);
  const change = requests("cognito-idp", `${people} ${groups} AdminResetUserPassword AdminUserGlobalSignOut`, arn);
  return {
    levels: { "sign-in": [], read, manage: [...read, ...change] },
    never: [
      // Being somebody else.
      ...requests("cognito-idp", "AdminInitiateAuth AdminRespondToAuthChallenge AdminSetUserPassword", arn),
      ...requests("cognito-idp", "AdminSetUserMFAPreference AdminLinkProviderForUser AdminConfirmSignUp", arn),
      // Changing the pool, or who may sign in where.
      ...requests("cognito-idp", "UpdateUserPool DeleteUserPool SetUserPoolMfaConfig AddCustomAttributes", arn),
      ...requests("cognito-idp", "CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient", arn),
      ...requests("cognito-idp", "CreateIdentityProvider UpdateUserPoolDomain DeleteUserPoolDomain", arn),
    ],
  };
};

const email: Describe = ({ environment, region, account }, name) => {
  const { from, identity } = environment.email[name]!;
  const arn = `arn:aws:ses:${region}:${account}:identity/${identity}`;
  return {
    levels: {
      send: [
        ...requests("ses", "SendEmail SendRawEmail", arn, { "ses:FromAddress": from }),
        ...requests("ses", "GetSendQuota", "*"),
      ],
    },
    never: [
      ...requests("ses", "SendEmail SendRawEmail", arn, { "ses:FromAddress": `not-${from}` }),
      ...requests("ses", "DeleteIdentity PutIdentityPolicy VerifyEmailIdentity", "*"),
    ],
  };
};

const lambdaFunction: Describe = (deployed, name) => {
  const arn = deployed.values.attribute(deployed.stacks.service, `aws_lambda_function.${name}_function_lambda`, "arn");
  const failed = arnOf(deployed, `aws_sqs_queue.${name}_dead-letters`);
  return {
    levels: { invoke: [arn, `${arn}:1`, `${arn}:live`].flatMap((one) => requests("lambda", "InvokeFunction", one)) },
    never: [
      ...requests("lambda", "UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction AddPermission", arn),
      ...requests("lambda", "PutFunctionConcurrency PutFunctionEventInvokeConfig CreateFunctionUrlConfig", arn),
      ...requests("lambda", "GetFunction GetFunctionConfiguration PublishVersion TagResource", arn),
      ...requests("sqs", "SendMessage ReceiveMessage DeleteMessage PurgeQueue DeleteQueue", failed),
    ],
  };
};

/** Kinds that IAM has to do with; caches and services are reached through the network alone. */
const KINDS: readonly [kind: Kind, section: keyof Deployed["environment"], Describe][] = [
  ["database", "databases", database],
  ["extra database", "extraDatabases", extraDatabase],
  ["bucket", "buckets", bucket],
  ["tenant group", "tenants", tenants],
  ["table", "tables", table],
  ["topic", "topics", topic],
  ["queue", "queues", queue],
  ["file system", "fileSystems", fileSystem],
  ["secret", "secrets", secret],
  ["user pool", "userPools", userPool],
  ["email", "email", email],
  ["function", "functions", lambdaFunction],
];

/** Everything of an environment that `uses` gives permissions for. */
export function thingsOf(deployed: Deployed): Thing[] {
  return KINDS.flatMap(([kind, section, describe]) =>
    Object.keys(deployed.environment[section] as object).map((name) => ({ kind, name, ...describe(deployed, name) })),
  );
}

/** Everything that can be asked of a thing; of a bucket also of each of its prefixes. */
export function everyRequest({ levels, never, under }: Thing, prefixes: readonly string[] = []): Request[] {
  const below = under ? prefixes.map(under).flatMap((one) => [...Object.values(one.levels).flat(), ...one.never]) : [];
  return [...Object.values(levels).flat(), ...never, ...below];
}
