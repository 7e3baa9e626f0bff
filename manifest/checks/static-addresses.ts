import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** CloudFront answers under addresses of its own, so static ones would lead past it. */
export function staticAddresses({ loadBalancer }: Environment): Finding[] {
  const { cloudFront, staticAddresses } = loadBalancer;
  const message = "cannot be had with CloudFront, which has addresses of its own; take this or `cloudFront` out";
  return staticAddresses && cloudFront ? [{ path: ["loadBalancer", "staticAddresses"], at: "key", message }] : [];
}
