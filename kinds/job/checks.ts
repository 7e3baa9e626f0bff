import { suggestion } from "../../language/diagnostics/nearest";
import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { containersOf } from "../service/containers";
import type { Job } from "./settings";

function jobDiagnostics({ services }: Environment, name: string, { service, container }: Job): Diagnostic[] {
  const path = ["jobs", name];
  if (!Object.hasOwn(services, service)) {
    const message = `there is no service \`${service}\`; ${suggestion(service, Object.keys(services), "add it to `services`")}`;
    return [{ path: [...path, "service"], message }];
  }
  const containers = Object.keys(containersOf(service, services[service]!));
  if (container === undefined) {
    const message = `has no \`container\`, and \`${service}\` has several; choose one of ${containers.join(", ")}`;
    return containers.length > 1 ? [{ path, message }] : [];
  }
  const message = `there is no container \`${container}\` in \`${service}\`; ${suggestion(container, containers, "")}`;
  return containers.includes(container) ? [] : [{ path: [...path, "container"], message }];
}

/** Jobs run in services that exist, and what begins a new environment is a list of jobs. */
export function jobs(environment: Environment): Diagnostic[] {
  const { jobs, init } = environment;
  const known = Object.keys(jobs);
  const unknown = init.flatMap((name, index): Diagnostic[] => {
    const message = `there is no job \`${name}\`; ${suggestion(name, known, "add it to `jobs`")}`;
    return known.includes(name) ? [] : [{ path: ["init", index], message }];
  });
  return [...Object.entries(jobs).flatMap(([name, job]) => jobDiagnostics(environment, name, job)), ...unknown];
}
