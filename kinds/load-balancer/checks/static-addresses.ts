import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** CloudFront answers under addresses of its own, so static ones would lead past it. */
export function staticAddresses({ loadBalancer }: Environment): Diagnostic[] {
  const { cloudFront, staticAddresses } = loadBalancer;
  const message = "cannot be had with CloudFront, which has addresses of its own; take this or `cloudFront` out";
  return staticAddresses && cloudFront ? [{ path: ["loadBalancer", "staticAddresses"], at: "key", message }] : [];
}
