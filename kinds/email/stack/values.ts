import type { ReferenceContext } from "../../core/stack/kind";

/** A sender: what the manifest says of it. */
export function emailValues(name: string, { environment }: ReferenceContext) {
  const { from, identity } = environment.email[name]!;
  return { from: () => from, identity: () => identity };
}
