import type { Diagnostic } from "../yaml/tree";

function key({ path }: Diagnostic): string {
  return JSON.stringify(path.map(String));
}

/** Findings without those about a value that an earlier list has found something about already. */
export function without(diagnostics: readonly Diagnostic[], earlier: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(earlier.map(key));
  return diagnostics.filter((diagnostic) => !known.has(key(diagnostic)));
}
