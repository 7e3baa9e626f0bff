import type { Level } from "../service/settings";

/** Prefixes of a bucket that a line of `uses` lets one write to; the empty one stands for all objects. */
export function writablePrefixes(level: Level | undefined): string[] {
  const levels = typeof level === "string" ? { "": level } : (level ?? {});
  return Object.entries(levels).flatMap(([prefix, one]) => (one === "read" ? [] : [prefix]));
}
