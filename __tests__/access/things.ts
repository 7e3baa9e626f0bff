import { KIND_NAMES, type KindName, SECTIONS } from "../../kinds/core/sections";
import { ENGINES } from "../../kinds/database/engines";
import type { Request } from "./simulator/simulator";
import { tenants } from "./tenants/tenants";
import { arnOf, type Describe, type Levels, ownTags, requests, secretRequests, sharedArnOf, type Thing } from "./thing";
import type { Deployed } from "./world";

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

/** Kinds that IAM has nothing to do with: they are reached through the network alone, or are permissions themselves. */
const NOTHING = undefined;

/** What IAM decides about the things of each kind; one that is forgotten does not compile. */
const DESCRIBED: Readonly<Record<KindName, Describe | undefined>> = {
  database,
  "extra database": extraDatabase,
  cache: NOTHING,
  bucket,
  "tenant group": tenants,
  table,
  topic,
  queue,
  "file system": fileSystem,
  secret,
  "user pool": userPool,
  email,
  permission: NOTHING,
  service: NOTHING,
  function: lambdaFunction,
};

/** Everything of an environment that `uses` gives permissions for. */
export function thingsOf(deployed: Deployed): Thing[] {
  return KIND_NAMES.flatMap((kind) => {
    const describe = DESCRIBED[kind];
    if (describe === undefined) return [];
    const names = Object.keys(deployed.environment[SECTIONS[kind]]);
    return names.map((name) => ({ kind, name, ...describe(deployed, name) }));
  });
}

/** Everything that can be asked of a thing; of a bucket also of each of its prefixes. */
export function everyRequest({ levels, never, under }: Thing, prefixes: readonly string[] = []): Request[] {
  const below = under ? prefixes.map(under).flatMap((one) => [...Object.values(one.levels).flat(), ...one.never]) : [];
  return [...Object.values(levels).flat(), ...never, ...below];
}
