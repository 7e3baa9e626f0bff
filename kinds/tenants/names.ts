import type { Environment } from "../core/environment";
import { environmentName } from "../core/names";
import { secretName } from "../secret/names";

/** `<system>-<environment>` of a group's tenants; in a group of every environment, `*` stands for the environment. */
function owner({ system, name, tenants }: Environment, group: string): string {
  return environmentName({ system, name: tenants[group]!.from ?? name });
}

/**
 * Beginning of the names of all tenants' buckets of a group. No other name of ours has two hyphens in a row twice, so a
 * pattern that begins like this matches no bucket but theirs.
 */
export function tenantBucketPrefix(environment: Environment, group: string): string {
  return `${owner(environment, group)}--${group}--`;
}

/** Name of the bucket that lists a group's tenants, without the account at its end. */
export function tenantDirectory(environment: Environment, group: string): string {
  return `${owner(environment, group)}-${group}`;
}

/** Beginning of the names of all tenants' secrets of a group; no other secret of an environment has a third slash. */
export function tenantSecretPrefix(environment: Environment, group: string): string {
  return `${secretName(environment, group)}/`;
}

/** Name of a tenant's database and of its user. */
export function tenantDatabase(tenant: string): string {
  return tenant.replaceAll("-", "_");
}
