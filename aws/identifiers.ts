import { shorten } from "./shorten";

/** Characters of a DB instance's identifier (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
const INSTANCE = 63;

/** Characters of a DB cluster's identifier, so that its instances' have room for a number. */
const CLUSTER = 60;

/** Characters of a replication group's identifier (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html). */
const CACHE = 40;

/** Identifier in RDS of a single server with a name, such as `<system>-<environment>-<name>`. */
export function instanceIdentifier(name: string): string {
  return shorten(name, INSTANCE);
}

/** Identifier in RDS of an Aurora cluster. */
export function clusterIdentifier(name: string): string {
  return shorten(name, CLUSTER);
}

/** Identifier in ElastiCache of a cache. */
export function cacheIdentifier(name: string): string {
  return shorten(name, CACHE);
}
