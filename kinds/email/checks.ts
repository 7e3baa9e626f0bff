import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";

/** An identity that is made is a domain in its zone, and is made once. */
export function email({ email: senders }: Environment): Diagnostic[] {
  const made = new Map<string, string>();
  return Object.entries(senders).flatMap(([name, { from, identity, zone }]): Diagnostic[] => {
    if (zone === undefined) return [];
    const path = ["email", name];
    const other = made.get(identity);
    made.set(identity, name);
    const within = identity === zone || identity.endsWith(`.${zone}`);
    const sends = from.endsWith(`@${identity}`);
    return [
      ...(within
        ? []
        : [
            {
              path: [...path, "identity"],
              message: `\`${identity}\` is not in the zone ${zone}; choose a domain in it`,
            },
          ]),
      ...(sends
        ? []
        : [
            {
              path: [...path, "from"],
              message: `\`${from}\` is not an address of the identity ${identity}; write somebody@${identity}`,
            },
          ]),
      ...(other === undefined
        ? []
        : [
            {
              path: [...path, "zone"],
              at: "key" as const,
              message: `\`${identity}\` is made by \`${other}\` already; take \`zone\` out`,
            },
          ]),
    ];
  });
}
