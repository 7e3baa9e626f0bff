import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { hostsOf } from "../hosts";

/** Nothing of an environment has another's host, for the load balancer tells them apart by it; and all are in its zone. */
export function hosts(environment: Environment): Diagnostic[] {
  const { domain, loadBalancer } = environment;
  const zone = loadBalancer.zone ?? domain;
  const owners = new Map<string, string>();
  return hostsOf(environment).flatMap(({ host, owner, path }): Diagnostic[] => {
    const first = owners.get(host);
    owners.set(host, first ?? owner);
    if (first !== undefined) return [{ path, message: `\`${host}\` is the host of ${first} too; choose another` }];
    if (zone === undefined) return [{ path, message: "needs a zone to be in; set `domain` or `loadBalancer.zone`" }];
    const within = host === zone || host.endsWith(`.${zone}`);
    const message = `\`${host}\` is not in the zone ${zone}; choose a host in it, or set \`loadBalancer.zone\``;
    return within ? [] : [{ path, message }];
  });
}
