import type { ReferenceContext } from "../../core/stack/kind";
import { cacheOutputs } from "../outputs";

/** A cache: what the data layer has handed on, and whether clients must use TLS. */
export function cacheValues(name: string, { environment }: ReferenceContext) {
  return { ...cacheOutputs(name), tls: () => String(environment.caches[name]!.tls === "required") };
}
