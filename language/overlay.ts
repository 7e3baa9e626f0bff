import { suggestion } from "./diagnostics/nearest";
import type { Branch, Diagnostic, PlacedDiagnostic, Step, Tree } from "./yaml/tree";

/** The result of laying an environment's settings over its system's. */
export interface Overlaid {
  readonly tree: Branch;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

function isNull(tree: Tree): boolean {
  return tree.kind === "leaf" && tree.value === null;
}

function removesNothing(tree: Tree, key: string, known: Iterable<string>): PlacedDiagnostic {
  const advice = suggestion(key, [...known], "take this line out");
  return { ...tree.key, path: tree.path, message: `null removes, but there is no \`${key}\` in the system; ${advice}` };
}

/** Whether what is at a path below a map is laid over something else afterwards: `null` then removes that. */
type LaidLater = (trail: readonly string[]) => boolean;

function merge(
  base: Branch,
  over: Branch,
  diagnostics: PlacedDiagnostic[],
  isLaidLater: LaidLater,
  trail: readonly string[] = [],
): Branch {
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const under = base.entries.get(key);
    if (value.kind === "branch") {
      const lower = under?.kind === "branch" ? under : { ...value, entries: new Map() };
      entries.set(key, merge(lower, value, diagnostics, isLaidLater, [...trail, key]));
    } else if (!isNull(value) || ((under === undefined || isNull(under)) && isLaidLater(trail))) {
      entries.set(key, value);
    } else if (under === undefined) {
      diagnostics.push(removesNothing(value, key, base.entries.keys()));
    } else {
      entries.delete(key);
    }
  }
  return over.entries.size === 0 ? base : { ...base, entries, over };
}

/** Lays a map over another: maps merge, lists and single values replace, `null` removes. */
export function overlay(base: Branch, over: Branch, isLaidLater: LaidLater = () => false): Overlaid {
  const diagnostics: PlacedDiagnostic[] = [];
  return { tree: merge(base, over, diagnostics, isLaidLater), diagnostics };
}

/** Keys without a value: only an environment may have them, to remove what the system says. */
export function emptyValues(tree: Tree, path: readonly Step[] = []): Diagnostic[] {
  switch (tree.kind) {
    case "leaf":
      return isNull(tree) ? [{ path, at: "key", message: "is empty; give it a value or take this line out" }] : [];
    case "list":
      return tree.items.flatMap((item, index) => emptyValues(item, [...path, index]));
    case "branch":
      return [...tree.entries].flatMap(([key, entry]) => emptyValues(entry, [...path, key]));
  }
}
