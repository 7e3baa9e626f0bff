import type { Environment } from "./schema/environment";

/**
 * Beginning of the names of all tenants' buckets of a group. No other name of ours has two hyphens in a row, so a
 * pattern that begins like this matches no bucket but theirs.
 */
export function tenantBucketPrefix({ system, name }: Environment, group: string): string {
  return `${system}-${name}--${group}--`;
}

/** Beginning of the names of all tenants' secrets of a group; no other secret of an environment has a third slash. */
export function tenantSecretPrefix({ system, name }: Environment, group: string): string {
  return `${system}/${name}/${group}/`;
}

/** Name of a tenant's database and of its user. */
export function tenantDatabase(tenant: string): string {
  return tenant.replaceAll("-", "_");
}
