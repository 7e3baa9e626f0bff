import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { frontContainer } from "../../service/containers";

/** The tunnel leads to databases, caches, and services with a port that exist. */
export function tunnel({ tunnel, databases, caches, services }: Environment): Diagnostic[] {
  const listening = Object.keys(services).filter((name) => frontContainer(name, services[name]!) !== undefined);
  const known = [...Object.keys(databases), ...Object.keys(caches), ...listening];
  return Object.keys(tunnel?.uses ?? {}).flatMap((name): Diagnostic[] => {
    const message = `there is no database server, cache, or service with a port \`${name}\`; ${suggestion(name, known, "")}`;
    return known.includes(name) ? [] : [{ path: ["tunnel", "uses", name], at: "key", message }];
  });
}
