import { GetObjectCommand, NoSuchBucket, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { keep, type Outcome } from "./corporation";
import { Refusal } from "./refusal";
import { type Corporation, corporationOf } from "./settings";
import { type S3Event, type Upload, uploads } from "./upload";

/** Times that an upload is taken up when it changes while it is worked on. */
const TRIES = 3;
/** What S3 answers when an object is no longer as it was seen, or is being written by another. */
const CHANGED = ["PreconditionFailed", "ConditionalRequestConflict"];

// Faults of S3 are tried again here: Lambda tries no event twice, because a refusal would be tried, too.
const s3 = new S3Client({ maxAttempts: 5 });

/** What Lambda calls. An error ends the event in the function's dead-letter queue. */
export async function handler(event: S3Event): Promise<void> {
  const { directory, stacks } = tenants();
  for (const upload of uploads(event, stacks)) {
    const name = `${upload.bucket}/${upload.key}`;
    try {
      const { bucket, settings } = await corporation(upload, directory);
      const outcome = await keepAsItIs(() => keep(s3, upload, bucket, settings));
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

/** The variable TENANTS: the bucket that lists the corporations, with a star for the stack if there are several. */
function tenants() {
  const directory = process.env["TENANTS"];
  if (!directory)
    throw new Error("the environment variable TENANTS is not set: name the bucket that lists the tenants");
  const stars = directory.split("*").length - 1;
  if (stars > 1) throw new Error(`the environment variable TENANTS has ${stars} stars: write one, for the stack`);
  return { directory, stacks: stars === 1 ? "several" : "one" } as const;
}

/** A corporation that is not archived, as the bucket that lists it has it now. */
async function corporation({ stack, corporation: name }: Upload, directory: string): Promise<Corporation> {
  const entry = await (stack === undefined ? text(directory, `${name}.json`) : ofStack(stack, name, directory));
  if (entry === undefined) throw new Refusal(`is of a corporation that is not among the tenants, \`${name}\``);
  const found = corporationOf(entry);
  if (found.state === "archived") throw new Refusal(`is of a corporation that is archived, \`${name}\``);
  return found;
}

/** The entry of a stack's corporation; undefined if there is none. */
async function ofStack(stack: string, name: string, directory: string): Promise<string | undefined> {
  try {
    return await text(directory.replace("*", stack), `${name}.json`);
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
    throw new Refusal(`is of a stack that has no corporations, \`${stack}\``);
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
