import { Refusal } from "./refusal";

/** What was uploaded: `<corporation>/<path>`. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  /** First folder of the key. */
  readonly corporation: string;
  /** The rest of the key, and the key in the corporation's bucket. */
  readonly path: string;
  /** Whether it is resized: below `images/` in the corporation's folder. */
  readonly image: boolean;
}

/** The part of an event that is read (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). */
export interface S3Event {
  readonly Records?: readonly {
    readonly s3: { readonly bucket: { name: string }; readonly object: { key: string } };
  }[];
}

/** The uploads of an event. S3 sends a test event without any when it is first connected. */
export function uploads({ Records = [] }: S3Event): Upload[] {
  return Records.map(({ s3 }) => upload(s3.bucket.name, decoded(s3.object.key)));
}

/** Keys in events are encoded as in a form: a space is a plus. */
function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}

function upload(bucket: string, key: string): Upload {
  const [, corporation, path] = /^([^/]+)\/(.+)$/s.exec(key) ?? [];
  if (corporation === undefined || path === undefined) {
    throw new Refusal(`${bucket}/${key} belongs to no corporation: upload it as <corporation>/<path>`);
  }
  return { bucket, key, corporation, path, image: path.startsWith("images/") };
}
