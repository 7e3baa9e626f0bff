import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { hostsOf } from "../hosts";

/** Certificates of a load balancer beside its first one (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html). */
const MOST = 25;

/** Customers' domains lead to what has a host of ours, and no other host is the same. */
export function domains(environment: Environment): Diagnostic[] {
  const { loadBalancer, services, blueGreen } = environment;
  const path = ["loadBalancer", "domains"];
  const names = Object.keys(loadBalancer.domains);
  const exposed = Object.keys(services).filter((name) => services[name]!.expose?.host !== undefined);
  const known = [...Object.keys(blueGreen), ...exposed];
  const own = new Map(hostsOf(environment).map(({ host, owner }) => [host, owner]));
  const only = "needs the load balancer in front; take it out, or `cloudFront`";
  const many = `has ${names.length} domains; a load balancer takes ${MOST} certificates beside its own: ask AWS for more, or make another environment`;
  return [
    ...(names.length > 0 && loadBalancer.cloudFront ? [{ path, at: "key" as const, message: only }] : []),
    ...(names.length > MOST ? [{ path, at: "key" as const, message: many }] : []),
    ...Object.entries(loadBalancer.domains).flatMap(([host, { to }]): Diagnostic[] => {
      const owner = own.get(host);
      const message = `there is no service with a host, and no pair, called \`${to}\`; ${suggestion(to, known, "expose one with a host")}`;
      return [
        ...(owner
          ? [
              {
                path: [...path, host],
                at: "key" as const,
                message: `\`${host}\` is the host of ${owner} too; choose another`,
              },
            ]
          : []),
        ...(known.includes(to) ? [] : [{ path: [...path, host, "to"], message }]),
      ];
    }),
  ];
}
