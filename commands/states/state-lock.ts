import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, GetObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { UserError } from "../base/user-error";
import type { StateClients, StatePlace } from "../bootstrap/imports";
import { findHolder, type Holder } from "./holder";
import { type LockInfo, parseLockInfo } from "./lock-info";

/** One of the two locks that a state has. */
export interface Half {
  readonly kind: "lock file" | "table item";
  /** What Terraform wrote, letter by letter: what is removed must still be this. */
  readonly text: string;
  readonly info?: LockInfo;
  readonly holder: Holder;
}

/**
 * The locks of a state: an object beside it in S3, taken first and given back first, and an item in DynamoDB. A
 * process that is killed leaves both, or one of them
 * (https://developer.hashicorp.com/terraform/language/backend/s3#state-locking).
 */
export async function readLock(clients: StateClients, place: StatePlace, key: string): Promise<Half[]> {
  const [file, item] = await Promise.all([lockFile(clients, place, key), tableItem(clients, place, key)]);
  const half = (kind: Half["kind"], text: string | undefined): Half[] => {
    if (text === undefined) return [];
    const info = parseLockInfo(text);
    return [{ kind, text, info, holder: findHolder(info, { bucket: place.bucket, key }) }];
  };
  return [...half("lock file", file), ...half("table item", item)];
}

/** Removes what was read before; refuses if somebody else has taken the lock since. */
export async function removeLock(
  clients: StateClients,
  place: StatePlace,
  key: string,
  halves: readonly Half[],
): Promise<void> {
  for (const { kind, text } of halves) {
    const now = kind === "lock file" ? await lockFile(clients, place, key) : await tableItem(clients, place, key);
    if (now === undefined) continue;
    if (now !== text) throw taken(key);
    if (kind === "lock file") {
      await clients.s3.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: lockFileKey(key) }));
    } else {
      await removeItem(clients, place, key, text);
    }
  }
}

async function removeItem({ dynamodb }: StateClients, place: StatePlace, key: string, text: string): Promise<void> {
  try {
    await dynamodb.send(
      new DeleteItemCommand({
        TableName: place.table,
        Key: { LockID: { S: `${place.bucket}/${key}` } },
        ConditionExpression: "Info = :text",
        ExpressionAttributeValues: { ":text": { S: text } },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw taken(key);
    throw error;
  }
}

function taken(key: string): UserError {
  return new UserError(`Somebody else has taken the lock of ${key} in the meantime; it was left alone.`);
}

function lockFileKey(key: string): string {
  return `${key}.tflock`;
}

async function lockFile({ s3 }: StateClients, { bucket }: StatePlace, key: string): Promise<string | undefined> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: lockFileKey(key) }));
    return await body!.transformToString();
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

async function tableItem(
  { dynamodb }: StateClients,
  { bucket, table }: StatePlace,
  key: string,
): Promise<string | undefined> {
  try {
    const { Item: item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: { LockID: { S: `${bucket}/${key}` } }, ConsistentRead: true }),
    );
    return item && (item["Info"]?.S ?? "");
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
