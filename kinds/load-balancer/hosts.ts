import type { Environment } from "../core/environment";

/** A host name that the load balancer answers to. */
export interface NamedHost {
  readonly host: string;
  /** Whose it is, in words. */
  readonly owner: string;
  /** Where it is in the manifest. */
  readonly path: string[];
}

/** Host names of an environment's load balancer: of its services, and of its pairs of services. */
export function hostsOf({ services, blueGreen }: Environment): NamedHost[] {
  return [
    ...Object.entries(services).flatMap(([name, { expose }]) =>
      expose?.host
        ? [{ host: expose.host, owner: `service \`${name}\``, path: ["services", name, "expose", "host"] }]
        : [],
    ),
    ...Object.entries(blueGreen).flatMap(([name, pair]) =>
      (["host", "test"] as const).map((key) => ({
        host: pair[key],
        owner: `blueGreen \`${name}\``,
        path: ["blueGreen", name, key],
      })),
    ),
  ];
}

/** Whether a service gets its requests by a pair, and has no host of its own. */
export function isPaired({ blueGreen }: Environment, service: string): boolean {
  return Object.values(blueGreen).some(({ blue, green }) => service === blue || service === green);
}
