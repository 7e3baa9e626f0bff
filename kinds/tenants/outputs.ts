import { output } from "../core/output";

/** What the data layer hands on of the bucket that lists the tenants of a group. */
export function tenantsOutputs(group: string) {
  return {
    directory: output("data", `${group}_directory`, `Name of the bucket that lists the tenants ${group}`),
    directoryArn: output("data", `${group}_directory_arn`, `ARN of the bucket that lists the tenants ${group}`),
  };
}

/** The same of a group that other environments have: a pattern stands for the buckets of all of them. */
export function everyTenantsOutputs(group: string): ReturnType<typeof tenantsOutputs> {
  return {
    directory: output("data", `${group}_directory`, `Pattern of the buckets that list the tenants ${group}`),
    directoryArn: output("data", `${group}_directory_arn`, `ARNs of the buckets that list ${group}`),
  };
}
