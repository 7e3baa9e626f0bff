import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** Whether a name of a certificate is a host's: the host itself, or `*` in place of its first word. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && name.slice(1) === host.slice(host.indexOf(".")));
}

/** A certificate is either there or has names, and these are the names of every host. */
export function certificate({ loadBalancer, services }: Environment): Finding[] {
  const { certificate: own } = loadBalancer;
  if (own === undefined) return [];
  const { existing, names } = own;
  const path = ["loadBalancer", "certificate"];
  if ((existing === undefined) === (names === undefined)) {
    const message = "needs exactly one of `existing` (one that ACM has issued) or `names` (of one that is requested)";
    return [{ path, message }];
  }
  return Object.entries(services).flatMap(([service, { expose }]): Finding[] => {
    const host = expose?.host;
    if (!host || !names || names.some((name) => covers(name, host))) return [];
    const message = `\`${host}\` is none of the certificate's names (${names.join(", ")}); add it to \`loadBalancer.certificate.names\``;
    return [{ path: ["services", service, "expose", "host"], message }];
  });
}
