import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { loadBalancer as schema } from "../settings";

/** Seconds that CloudFront waits for an answer, unless AWS raises it (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
const LONGEST_WAIT = 60;

/** Behind CloudFront, a load balancer cannot choose who comes, nor take longer than CloudFront waits. */
export function cloudFront({ loadBalancer }: Environment): Diagnostic[] {
  const { cloudFront, allow, idleTimeout } = loadBalancer;
  if (cloudFront === undefined) {
    return [];
  }
  const everybody = JSON.stringify(allow) === JSON.stringify(schema.parse(undefined).allow);
  const allowMessage = "cannot be kept behind CloudFront, which lets everybody in; take this or `cloudFront` out";
  const waitMessage = `\`${idleTimeout}s\` is longer than CloudFront waits for an answer; use at most ${LONGEST_WAIT}s`;
  return [
    ...(everybody ? [] : [{ path: ["loadBalancer", "allow"], message: allowMessage }]),
    ...(idleTimeout > LONGEST_WAIT ? [{ path: ["loadBalancer", "idleTimeout"], message: waitMessage }] : []),
  ];
}
