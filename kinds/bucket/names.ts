import type { Step } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { tenantBucketPrefix, tenantDirectory } from "../tenants/names";

/** The name of a bucket, without the account at its end, and where it is in the manifest; empty if the environment itself has it. */
export interface BucketName {
  readonly name: string;
  readonly path: readonly Step[];
}

/** Names of the buckets that an environment makes; long ones are shortened in S3. The one for pipelines is called as none of them can be. */
export function bucketNames(environment: Environment): BucketName[] {
  const { system, name: own, buckets, tenants } = environment;
  const prefix = `${system}-${own}`;
  const made = <T extends { from?: string }>(things: Record<string, T>) =>
    Object.entries(things).filter(([, { from }]) => from === undefined);
  return [
    { name: `${prefix}-cold-copies`, path: [] },
    ...made(buckets).map(([name]) => ({ name: `${prefix}-${name}`, path: ["buckets", name] })),
    ...made(tenants).flatMap(([group, { of }]) => [
      { name: tenantDirectory(environment, group), path: ["tenants", group] },
      ...Object.keys(of).map((tenant) => ({
        name: `${tenantBucketPrefix(environment, group)}${tenant}`,
        path: ["tenants", group, "of", tenant],
      })),
    ]),
  ];
}
