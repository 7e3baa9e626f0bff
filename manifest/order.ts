import type { Tree } from "./tree";

/** A value with the keys of its maps in the order of the manifest, those that are defaults last. */
export function inOrder<Value>(value: Value, tree: Tree | undefined): Value {
  if (tree?.kind !== "branch" || typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = new Map<string, unknown>(Object.entries(value));
  const written = [...tree.entries.keys()].filter((key) => entries.has(key));
  const ordered = new Set([...written, ...entries.keys()]);
  return Object.fromEntries(
    [...ordered].map((key) => [key, inOrder(entries.get(key), tree.entries.get(key))]),
  ) as Value;
}
