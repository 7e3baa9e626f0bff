import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { type EnvironmentId, nameIn } from "../core/names";

/** Identifier of a cache in ElastiCache. */
export function cacheIdentifier(environment: EnvironmentId, name: string): string {
  return shorten(nameIn(environment, name), LONGEST_NAME.cache);
}
