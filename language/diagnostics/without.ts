import type { Finding } from "../yaml/tree";

function key({ path }: Finding): string {
  return JSON.stringify(path.map(String));
}

/** Findings without those about a value that an earlier list has found something about already. */
export function without(findings: readonly Finding[], earlier: readonly Finding[]): Finding[] {
  const known = new Set(earlier.map(key));
  return findings.filter((finding) => !known.has(key(finding)));
}
