import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** Two services of an environment cannot have the same host: the load balancer tells them apart by it. */
export function hosts({ services }: Environment): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(services).flatMap(([name, { expose }]): Finding[] => {
    if (expose?.host === undefined) return [];
    const owner = owners.get(expose.host);
    if (owner === undefined) {
      owners.set(expose.host, name);
      return [];
    }
    const message = `\`${expose.host}\` is the host of service \`${owner}\` too; choose another`;
    return [{ path: ["services", name, "expose", "host"], message }];
  });
}
