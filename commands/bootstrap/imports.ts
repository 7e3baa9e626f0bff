import {
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Configuration } from "../base/synthesized";
import { UserError } from "../base/user-error";

/** Clients for the account that holds the states. */
export interface StateClients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
}

/** Where the states are kept. */
export interface StatePlace {
  readonly bucket: string;
  readonly table: string;
}

type Probe = (clients: StateClients, place: StatePlace) => Promise<boolean>;

/** Whether AWS has it, for each type of resource that the state stack is made of. */
const PROBES: Readonly<Record<string, Probe>> = {
  aws_s3_bucket: ({ s3 }, { bucket }) => bucketExists(s3, bucket),
  aws_s3_bucket_versioning: ({ s3 }, { bucket }) =>
    isThere(async () => (await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status !== undefined),
  aws_s3_bucket_server_side_encryption_configuration: ({ s3 }, { bucket }) =>
    isThere(() => s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }))),
  aws_s3_bucket_lifecycle_configuration: ({ s3 }, { bucket }) =>
    isThere(() => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))),
  aws_s3_bucket_ownership_controls: ({ s3 }, { bucket }) =>
    isThere(() => s3.send(new GetBucketOwnershipControlsCommand({ Bucket: bucket }))),
  aws_s3_bucket_policy: ({ s3 }, { bucket }) => isThere(() => s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))),
  aws_s3_bucket_public_access_block: ({ s3 }, { bucket }) =>
    isThere(() => s3.send(new GetPublicAccessBlockCommand({ Bucket: bucket }))),
  aws_dynamodb_table: ({ dynamodb }, { table }) => tableExists(dynamodb, table),
};

/** A block that takes something into a state (https://developer.hashicorp.com/terraform/language/import). */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** What the state stack describes and AWS has already, as import blocks; what a state has already is left out. */
export async function findImports(
  configuration: Configuration,
  place: StatePlace,
  clients: StateClients,
  known: ReadonlySet<string>,
): Promise<Import[]> {
  const imports: Import[] = [];
  for (const [type, resources] of Object.entries(configuration.resource ?? {})) {
    const probe = PROBES[type];
    if (!probe) throw new Error(`The bootstrap cannot tell whether an ${type} exists; add a probe for it.`);
    const unknown = Object.keys(resources).filter((name) => !known.has(`${type}.${name}`));
    if (unknown.length === 0 || !(await probe(clients, place))) continue;
    const id = type === "aws_dynamodb_table" ? place.table : place.bucket;
    imports.push(...unknown.map((name) => ({ to: `${type}.${name}`, id })));
  }
  return imports;
}

/**
 * Removes the checksum of a state that is gone: with it, Terraform takes the missing state for a delay of S3 and
 * refuses to write a new one (https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking).
 */
export async function forgetChecksum(
  { dynamodb }: StateClients,
  { bucket, table }: StatePlace,
  key: string,
): Promise<void> {
  const Key = { LockID: { S: `${bucket}/${key}-md5` } };
  await dynamodb.send(new DeleteItemCommand({ TableName: table, Key }));
}

/** Whether the bucket is there; what is not ours is an error. */
export async function bucketExists(s3: S3Client, bucket: string): Promise<boolean> {
  try {
    return await isThere(() => s3.send(new HeadBucketCommand({ Bucket: bucket })));
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode;
    if (status === 403) {
      throw new UserError(
        `The bucket ${bucket} belongs to another account, or you may not read it: choose another name for state.bucket in drydock.yaml, or sign in to its account.`,
      );
    }
    if (status === 301) {
      throw new UserError(`The bucket ${bucket} is in another region than state.region in drydock.yaml says.`);
    }
    throw error;
  }
}

async function tableExists(dynamodb: DynamoDBClient, table: string): Promise<boolean> {
  try {
    await dynamodb.send(new DescribeTableCommand({ TableName: table }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/** Asks S3 for something: false if the answer is that it is not there. */
async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await ask()) !== false;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
    throw error;
  }
}
