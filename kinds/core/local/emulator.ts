import type { Table } from "../../table/settings";
import type { Environment } from "../environment";

/** Account of everything in the emulator (https://docs.getmoto.org/en/latest/docs/multi_account.html). */
export const ACCOUNT = "123456789012";
/** Where the emulated AWS is for containers. */
export const EMULATOR = { host: "aws", port: 5000, url: "http://aws:5000" } as const;
/** The name of what makes an environment's resources in it. */
export const SETUP = "aws-setup";

/** Variables that lead any AWS SDK to the emulator. */
export function sdkVariables({ region }: Environment): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: EMULATOR.url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

/** ARN of something in the emulator. */
export function emulatedArn({ region }: Environment, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
}

/** What `emulator/make_resources.py` makes in the emulator; names are those of AWS. */
export interface Resources {
  readonly buckets: readonly string[];
  readonly objects: readonly { readonly bucket: string; readonly key: string; readonly body: string }[];
  readonly tables: readonly (Pick<Table, "key" | "sort"> & { readonly name: string })[];
  readonly topics: readonly string[];
  readonly queues: readonly EmulatedQueue[];
  /** Values as JSON, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Addresses and domains that may send mail. */
  readonly senders: readonly string[];
}

/** A queue as SQS has it; times are in seconds. */
export interface EmulatedQueue {
  readonly name: string;
  readonly visibility: number;
  readonly wait: number;
  readonly retain: number;
  readonly attempts: number;
  /** Topic whose messages it gets. @default - none */
  readonly from?: string;
}

/** Nothing, of each type; what there is, is added in this order. */
const NOTHING: Resources = { buckets: [], objects: [], tables: [], topics: [], queues: [], secrets: {}, senders: [] };

/** The resources of several kinds together. */
export function together(parts: readonly Partial<Resources>[]): Resources {
  const all = <T>(pick: (part: Partial<Resources>) => readonly T[] | undefined) =>
    parts.flatMap((part) => pick(part) ?? []);
  return {
    ...NOTHING,
    buckets: all(({ buckets }) => buckets),
    objects: all(({ objects }) => objects),
    tables: all(({ tables }) => tables),
    topics: all(({ topics }) => topics),
    queues: all(({ queues }) => queues),
    secrets: Object.assign({}, ...parts.map(({ secrets }) => secrets)),
    senders: all(({ senders }) => senders),
  };
}
