import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** Whether a name of a certificate is a host's: the host itself, or `*` in place of its first word. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && name.slice(1) === host.slice(host.indexOf(".")));
}

/** Where CloudFront looks for certificates (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html). */
const CLOUDFRONT_REGION = "us-east-1";

/** A load balancer takes certificates of its own region (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html). */
function elsewhereThan(region: string, existing: string, hasCloudFront: boolean): string | undefined {
  if (!existing.startsWith("arn:")) return undefined;
  const [, own] = /^arn:aws:acm:([a-z0-9-]+):[0-9]{12}:certificate\/[0-9a-f-]+$/.exec(existing) ?? [];
  if (own === undefined) {
    return `\`${existing}\` is not the ARN of a certificate; write it like arn:aws:acm:${region}:<account>:certificate/<id>`;
  }
  if (own !== region) return `is in ${own}, and the load balancer is in ${region}; request one there`;
  return hasCloudFront && region !== CLOUDFRONT_REGION
    ? `is in one region, and CloudFront needs one in ${CLOUDFRONT_REGION} too; write the domain name of both`
    : undefined;
}

/** A certificate is either there or has names, and these are the names of every host. */
export function certificate({ loadBalancer, services, region }: Environment): Diagnostic[] {
  const { certificate: own } = loadBalancer;
  if (own === undefined) return [];
  const { existing, names } = own;
  const path = ["loadBalancer", "certificate"];
  if ((existing === undefined) === (names === undefined)) {
    const message = "needs exactly one of `existing` (one that ACM has issued) or `names` (of one that is requested)";
    return [{ path, message }];
  }
  const elsewhere =
    existing === undefined ? undefined : elsewhereThan(region, existing, loadBalancer.cloudFront !== undefined);
  if (elsewhere) return [{ path: [...path, "existing"], message: elsewhere }];
  return Object.entries(services).flatMap(([service, { expose }]): Diagnostic[] => {
    const host = expose?.host;
    if (!host || !names || names.some((name) => covers(name, host))) return [];
    const message = `\`${host}\` is none of the certificate's names (${names.join(", ")}); add it to \`loadBalancer.certificate.names\``;
    return [{ path: ["services", service, "expose", "host"], message }];
  });
}
