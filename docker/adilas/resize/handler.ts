import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { keep, type Outcome } from "./corporation";
import { Refusal } from "./refusal";
import { resizeOf } from "./settings";
import { type S3Event, type Upload, uploads } from "./upload";

/** Times that an upload is taken up when it changes while it is worked on. */
const TRIES = 3;
/** What S3 answers when an object is no longer as it was seen, or is being written by another. */
const CHANGED = ["PreconditionFailed", "ConditionalRequestConflict"];

const environment = z.object({
  BUCKETS: z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(z.record(z.string(), z.string())),
  SETTINGS_BUCKET: z.string().optional(),
  SETTINGS_KEY: z.string().default("resize.json"),
});

// Faults of S3 are tried again here: Lambda tries no event twice, because a refusal would be tried, too.
const s3 = new S3Client({ maxAttempts: 5 });

/** What Lambda calls. An error ends the event in the function's dead-letter queue. */
export async function handler(event: S3Event): Promise<void> {
  const { BUCKETS, SETTINGS_BUCKET, SETTINGS_KEY } = environment.parse(process.env);
  for (const upload of uploads(event)) {
    const name = `${upload.bucket}/${upload.key}`;
    const bucket = BUCKETS[upload.corporation];
    if (bucket === undefined) {
      throw new Refusal(`${name}: no bucket of the corporation \`${upload.corporation}\` is named in BUCKETS`);
    }
    try {
      const settings = SETTINGS_BUCKET && (await text(SETTINGS_BUCKET, SETTINGS_KEY));
      const resize = resizeOf(upload.corporation, settings || undefined);
      const outcome = await keepAsItIs(() => keep(s3, upload, bucket, resize));
      console.log(
        JSON.stringify({ outcome, upload: name, corporation: upload.corporation, to: target(bucket, upload) }),
      );
    } catch (error) {
      (error as Error).message = `${name} ${(error as Error).message}`;
      throw error;
    }
  }
}

function target(bucket: string, { path }: Upload): string {
  return `${bucket}/${path}`;
}

/** Starts again when the upload, or what is there, is changed by another meanwhile. */
async function keepAsItIs(work: () => Promise<Outcome>, tries = TRIES): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (tries > 1 && CHANGED.includes((error as Error).name)) return keepAsItIs(work, tries - 1);
    throw error;
  }
}

/** The text of an object; undefined if there is none. */
async function text(Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body!.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
