import { Refusal } from "./refusal";

/** What was uploaded: `<corporation>/<path>`, or `<stack>/<corporation>/<path>` where there are several stacks. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  /** First folder of the key, where there are several stacks. */
  readonly stack?: string;
  /** First folder of the key, or else the next one. */
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

/** Keys where the corporations of one stack are, and where those of several are. */
const KEYS = {
  one: { form: "<corporation>/<path>", pattern: /^(?<corporation>[^/]+)\/(?<path>.+)$/s },
  several: {
    form: "<stack>/<corporation>/<path>",
    pattern: /^(?<stack>[^/]+)\/(?<corporation>[^/]+)\/(?<path>.+)$/s,
  },
};

/** A stack's name as manifests have it: whatever else is put into a bucket's name would make it another bucket's. */
const STACK = /^[a-z](-?[a-z0-9])*$/;

/** The uploads of an event, of one stack or of several. S3 sends a test event without any when it is first connected. */
export function uploads({ Records = [] }: S3Event, stacks: keyof typeof KEYS): Upload[] {
  return Records.map(({ s3 }) => upload(s3.bucket.name, decoded(s3.object.key), stacks));
}

/** Keys in events are encoded as in a form: a space is a plus. */
function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}

function upload(bucket: string, key: string, stacks: keyof typeof KEYS): Upload {
  const { form, pattern } = KEYS[stacks];
  const { stack, corporation, path } = pattern.exec(key)?.groups ?? {};
  if (corporation === undefined || path === undefined) {
    throw new Refusal(`${bucket}/${key} belongs to no corporation: upload it as ${form}`);
  }
  if (stack !== undefined && !STACK.test(stack)) {
    throw new Refusal(`${bucket}/${key} is of a stack that cannot be one, \`${stack}\`: upload it as ${form}`);
  }
  return { bucket, key, stack, corporation, path, image: path.startsWith("images/") };
}
