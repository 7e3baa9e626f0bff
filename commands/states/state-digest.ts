import { createHash } from "node:crypto";
import { DeleteItemCommand, GetItemCommand, PutItemCommand, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectVersionsCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { StateClients, StatePlace } from "../bootstrap/imports";

/** Older versions of a state that are looked through for the one that a digest belongs to. */
const VERSIONS = 20;

/** A state in S3 beside the digest in DynamoDB that Terraform holds it against; both as MD5 in hexadecimal digits. */
export interface Digest {
  /** What the table says; nothing if it has no digest. */
  readonly noted?: string;
  /** What the state in the bucket has; nothing if there is no state. */
  readonly actual?: string;
  /** When the state in the bucket was written. */
  readonly written?: Date;
  /** When the older version that the noted digest belongs to was written; nothing if no version has it. */
  readonly notedWritten?: Date;
}

/** Whether Terraform accepts the state: it takes one without a digest. */
export function fits({ noted, actual }: Digest): boolean {
  return noted === undefined || noted === actual;
}

/** Which of the two is newer, in a sentence. */
export function explain({ actual, written, notedWritten }: Digest): string {
  if (actual === undefined) {
    return notedWritten
      ? `the state is gone; its last version, of ${notedWritten.toISOString()}, can be brought back, which is better than a new state that knows nothing`
      : "there is no state, and the bucket has no version that the digest belongs to";
  }
  if (notedWritten) {
    return `the state, of ${written!.toISOString()}, is newer than the digest, which belongs to the version of ${notedWritten.toISOString()}: the write was interrupted between the two`;
  }
  return `no version in the bucket has the noted digest: the state, of ${written!.toISOString()}, was changed by hand, or its versions have expired; look at it before you trust it`;
}

/** Reads a state's digest; of older versions only if the two differ. */
export async function readDigest(clients: StateClients, place: StatePlace, key: string): Promise<Digest> {
  const [noted, state] = await Promise.all([notedDigest(clients, place, key), read(clients.s3, place.bucket, key)]);
  const digest: Digest = { noted, actual: state && md5(state.body), written: state?.written };
  if (fits(digest)) return digest;
  return { ...digest, notedWritten: await writtenAs(clients.s3, place.bucket, key, noted!) };
}

/** Makes the digest that of the state, or removes it if there is no state. */
export async function repairDigest(
  { dynamodb }: StateClients,
  place: StatePlace,
  key: string,
  digest: Digest,
): Promise<void> {
  const LockID = { S: `${place.bucket}/${key}-md5` };
  const condition = {
    ConditionExpression: "Digest = :noted",
    ExpressionAttributeValues: { ":noted": { S: digest.noted! } },
  };
  if (digest.actual === undefined) {
    await dynamodb.send(new DeleteItemCommand({ TableName: place.table, Key: { LockID }, ...condition }));
  } else {
    const Item = { LockID, Digest: { S: digest.actual } };
    await dynamodb.send(new PutItemCommand({ TableName: place.table, Item, ...condition }));
  }
}

async function notedDigest(
  { dynamodb }: StateClients,
  { bucket, table }: StatePlace,
  key: string,
): Promise<string | undefined> {
  try {
    const { Item: item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: { LockID: { S: `${bucket}/${key}-md5` } }, ConsistentRead: true }),
    );
    return item?.["Digest"]?.S;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function writtenAs(s3: S3Client, bucket: string, key: string, digest: string): Promise<Date | undefined> {
  const { Versions: versions = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, MaxKeys: VERSIONS }),
  );
  for (const { Key: name, VersionId: version, LastModified: modified } of versions) {
    if (name !== key) continue;
    const state = await read(s3, bucket, key, version);
    if (state && md5(state.body) === digest) return modified;
  }
  return undefined;
}

interface StoredState {
  readonly body: Uint8Array;
  readonly written: Date;
}

async function read(s3: S3Client, bucket: string, key: string, version?: string): Promise<StoredState | undefined> {
  try {
    const { Body: body, LastModified: written } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }),
    );
    return { body: await body!.transformToByteArray(), written: written! };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

function md5(body: Uint8Array): string {
  return createHash("md5").update(body).digest("hex");
}
