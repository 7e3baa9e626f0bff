import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** A saved query searches logs of services that there are, and takes no name of ours. */
export function queries({ operations, services, functions, databases }: Environment): Diagnostic[] {
  const taken = [
    ...Object.keys({ ...services, ...functions }).map((name) => `${name}-errors`),
    ...Object.keys(databases).map((name) => `${name}-slow-queries`),
  ];
  return Object.entries(operations.queries).flatMap(([name, { of }]): Diagnostic[] => {
    const path = ["operations", "queries", name];
    const unknown = of.flatMap((service, index): Diagnostic[] => {
      const message = `there is no service \`${service}\`; ${suggestion(service, Object.keys(services), "add it to `services`")}`;
      return Object.hasOwn(services, service) ? [] : [{ path: [...path, "of", index], message }];
    });
    const message = `\`${name}\` is what a query of our own is called; choose another name`;
    return [...unknown, ...(taken.includes(name) ? [{ path, at: "key" as const, message }] : [])];
  });
}
