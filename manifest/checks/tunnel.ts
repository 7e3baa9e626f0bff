import { suggestion } from "../nearest";
import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** The tunnel leads to databases and caches that exist. */
export function tunnel({ tunnel, databases, caches }: Environment): Finding[] {
  const known = [...Object.keys(databases), ...Object.keys(caches)];
  return Object.keys(tunnel?.uses ?? {}).flatMap((name): Finding[] => {
    const message = `there is no database server or cache \`${name}\`; ${suggestion(name, known, "")}`;
    return known.includes(name) ? [] : [{ path: ["tunnel", "uses", name], at: "key", message }];
  });
}
