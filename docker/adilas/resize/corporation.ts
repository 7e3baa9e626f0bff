import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { Refusal } from "./refusal";
import { resized } from "./resized";
import type { Resize } from "./settings";
import type { Upload } from "./upload";

/** Most bytes of an image: the whole of it is held in memory. */
export const MAX_IMAGE_BYTES = 50 * 1024 * 1024;
/** Most bytes that S3 copies in one call (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html). */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** What became of an upload. */
export type Outcome = "resized" | "copied" | "up to date" | "gone";

/** Where an upload goes, what is written beside it, and what must be there for it to be written. */
interface Target {
  readonly Bucket: string;
  readonly Key: string;
  readonly Metadata: Record<string, string>;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/**
 * Puts an upload into a corporation's bucket. What is there remembers what it was made of, so that the same event makes
 * nothing twice; and it is only replaced as it was seen, so that of two events at once none undoes the other's work.
 */
export async function keep(s3: S3Client, upload: Upload, bucket: string, resize: Resize): Promise<Outcome> {
  const source = await head(s3, upload.bucket, upload.key);
  if (source === undefined) return "gone";
  const made = { "source-etag": source.ETag!, resize: upload.image ? JSON.stringify(resize) : "none" };
  const there = await head(s3, bucket, upload.path);
  if (there?.Metadata?.["source-etag"] === made["source-etag"] && there.Metadata["resize"] === made.resize) {
    return "up to date";
  }
  const unchanged = there === undefined ? { IfNoneMatch: "*" } : { IfMatch: there.ETag };
  const target = { Bucket: bucket, Key: upload.path, Metadata: { ...source.Metadata, ...made }, ...unchanged };
  const limit = upload.image ? MAX_IMAGE_BYTES : MAX_COPY_BYTES;
  if (source.ContentLength! > limit) {
    throw new Refusal(`has ${source.ContentLength} bytes, more than ${limit}: upload it smaller`);
  }
  if (!upload.image) return copy(s3, upload, source, target);
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: upload.bucket, Key: upload.key, IfMatch: source.ETag }),
  );
  const { bytes, contentType } = await resized(Buffer.from(await Body!.transformToByteArray()), resize);
  const { CacheControl } = source;
  await s3.send(new PutObjectCommand({ ...target, Body: bytes, ContentType: contentType, CacheControl }));
  return "resized";
}

/** Copies an upload as it is, within S3. Its tags stay behind, which would take a permission more. */
async function copy(s3: S3Client, upload: Upload, source: HeadObjectCommandOutput, target: Target): Promise<Outcome> {
  const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage } = source;
  await s3.send(
    new CopyObjectCommand({
      ...target,
      CopySource: `${upload.bucket}/${upload.key.split("/").map(encodeURIComponent).join("/")}`,
      CopySourceIfMatch: source.ETag,
      MetadataDirective: "REPLACE",
      TaggingDirective: "REPLACE",
      ContentType,
      CacheControl,
      ContentDisposition,
      ContentEncoding,
      ContentLanguage,
    }),
  );
  return "copied";
}

/** An object as it is in S3; undefined if there is none. */
async function head(s3: S3Client, Bucket: string, Key: string): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await s3.send(new HeadObjectCommand({ Bucket, Key }));
  } catch (error) {
    if ((error as Error).name === "NotFound") return undefined;
    throw error;
  }
}
