import { none, type PartLocal } from "../core/local/kind";

/** On a developer's computer, each exposed service has a port of its own in place of it. */
export const loadBalancerLocal: PartLocal = {
  containers: none,
  absent: ({ loadBalancer }) => (loadBalancer.cloudFront ? ["CloudFront"] : []),
};
