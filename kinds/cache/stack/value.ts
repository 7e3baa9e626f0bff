import type { ReferenceValue } from "../../core/stack/kind";

/** A cache: what the data layer has handed on, and whether clients must use TLS. */
export const cacheValue: ReferenceValue = ({ resource, attribute }, { environment, data }) => {
  const path = attribute.join(".");
  return {
    plain: path === "tls" ? String(environment.caches[resource]!.tls === "required") : data(`${resource}_${path}`),
  };
};
