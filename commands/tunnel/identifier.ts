import { createHash } from "node:crypto";

/** Characters of a DB instance's identifier (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
const INSTANCE = 63;

/** Characters of a DB cluster's identifier, so that its instances' have room for a number. */
const CLUSTER = 60;

/** Characters of a replication group's identifier (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html). */
const CACHE = 40;

/** Identifier in RDS of a single server. `environment` is `<system>-<environment>`. */
export function instanceIdentifier(environment: string, name: string): string {
  return shortened(`${environment}-${name}`, INSTANCE);
}

/** Identifier in RDS of an Aurora cluster. */
export function clusterIdentifier(environment: string, name: string): string {
  return shortened(`${environment}-${name}`, CLUSTER);
}

/** Identifier in ElastiCache of a cache. */
export function cacheIdentifier(environment: string, name: string): string {
  return shortened(`${environment}-${name}`, CACHE);
}

/** What the stacks make of a name that is too long; a test holds the two together. */
function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, limit - 7).replace(/-+$/, "")}-${hash}`;
}
