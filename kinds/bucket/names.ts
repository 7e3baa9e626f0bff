import { ACCOUNT_LENGTH, LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import type { Step } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { nameIn } from "../core/names";
import { tenantBucketPrefix, tenantDirectory } from "../tenants/names";

/** Characters of a bucket's name, without the hyphen and the account at its end. */
export const LONGEST_BEFORE_ACCOUNT = LONGEST_NAME.bucket - ACCOUNT_LENGTH - 1;

/** Name of a bucket in S3: the account at its end makes it unique in all of AWS. */
export function bucketName(name: string, account: string): string {
  return `${shorten(name, LONGEST_BEFORE_ACCOUNT)}-${account}`;
}

/** The name of a bucket, without the account at its end, and where it is in the manifest; empty if the environment itself has it. */
export interface BucketName {
  readonly name: string;
  readonly path: readonly Step[];
}

/** Names of the buckets that an environment makes; long ones are shortened in S3. The one for pipelines is called as none of them can be. */
export function bucketNames(environment: Environment): BucketName[] {
  const { buckets, tenants } = environment;
  const made = <T extends { from?: string }>(things: Record<string, T>) =>
    Object.entries(things).filter(([, { from }]) => from === undefined);
  return [
    { name: nameIn(environment, "cold-copies"), path: [] },
    ...made(buckets).map(([name]) => ({ name: nameIn(environment, name), path: ["buckets", name] })),
    ...made(tenants).flatMap(([group, { of }]) => [
      { name: tenantDirectory(environment, group), path: ["tenants", group] },
      ...Object.keys(of).map((tenant) => ({
        name: `${tenantBucketPrefix(environment, group)}${tenant}`,
        path: ["tenants", group, "of", tenant],
      })),
    ]),
  ];
}
