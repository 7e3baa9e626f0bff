import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { BlueGreen } from "../blue-green";

const COLOURS = ["blue", "green"] as const;

function messageOf(service: string, { services }: Environment): string | undefined {
  if (!Object.hasOwn(services, service)) {
    return `there is no service \`${service}\`; ${suggestion(service, Object.keys(services), "add it to `services`")}`;
  }
  const { expose } = services[service]!;
  if (expose === undefined) return `\`${service}\` is not exposed; add \`expose: {}\` to services.${service}`;
  return expose.host === undefined
    ? undefined
    : `\`${service}\` has a host of its own, ${expose.host}; take it out of services.${service}.expose: the live one's host is here`;
}

function colours(name: string, pair: BlueGreen, environment: Environment): Diagnostic[] {
  return COLOURS.flatMap((colour): Diagnostic[] => {
    const message = messageOf(pair[colour], environment);
    return message === undefined ? [] : [{ path: ["blueGreen", name, colour], message }];
  });
}

/** A pair is two services that are exposed by it alone. */
export function blueGreen(environment: Environment): Diagnostic[] {
  const taken = new Map<string, string>();
  return Object.entries(environment.blueGreen).flatMap(([name, pair]) => [
    ...colours(name, pair, environment),
    ...COLOURS.flatMap((colour): Diagnostic[] => {
      const service = pair[colour];
      const other = taken.get(service);
      taken.set(service, `${name}.${colour}`);
      const message = `\`${service}\` is ${other} already; a colour is a service of its own, \`like\` the other`;
      return other === undefined ? [] : [{ path: ["blueGreen", name, colour], message }];
    }),
  ]);
}
