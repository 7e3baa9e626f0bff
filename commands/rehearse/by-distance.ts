import { distance } from "fastest-levenshtein";

/** Names, the one that is written most like the given one first. */
export function byDistance(name: string, names: readonly string[]): string[] {
  return [...names].sort((one, other) => distance(name, one) - distance(name, other) || one.localeCompare(other));
}
