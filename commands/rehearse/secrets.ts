import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  GetSecretValueCommand,
  paginateListSecrets,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { ClientSettings } from "./account";
import { type SecretValue, secretValues, type WrittenFile } from "./promises/no-secret-value";

/** Every secret value that an account has. */
export async function readSecrets(settings: ClientSettings): Promise<SecretValue[]> {
  const client = new SecretsManagerClient(settings);
  const values: SecretValue[] = [];
  for await (const { SecretList: secrets = [] } of paginateListSecrets({ client }, {})) {
    for (const { ARN: arn, Name: name } of secrets) {
      const text = await secretText(client, arn!);
      if (text) values.push(...secretValues(name!, text));
    }
  }
  return values;
}

async function secretText(client: SecretsManagerClient, arn: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined; // A secret that has no value yet.
    throw error;
  }
}

/** Every object in a bucket, as files. */
export async function readBucket(bucket: string, settings: ClientSettings): Promise<WrittenFile[]> {
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const { Contents: objects = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Promise.all(
    objects.map(async ({ Key: key }) => {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return { path: `s3://${bucket}/${key}`, content: Buffer.from(await body!.transformToByteArray()) };
    }),
  );
}

/** Every file in a folder and the folders below it. */
export function readFolder(folder: string): WrittenFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, content: readFileSync(path) }));
}
