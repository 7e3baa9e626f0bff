import { type KindLocal, type LocalContext, type NamedService, none, type PartLocal } from "../core/local/kind";
import { composeProcess } from "./compose-process";
import { taskOf } from "./compose-task";
import { frontContainer } from "./containers";
import { privateDomain } from "./private-domain";

/** What ECS's conditions are called in Compose. */
const CONDITIONS = {
  start: "service_started",
  healthy: "service_healthy",
  complete: "service_completed_successfully",
  success: "service_completed_successfully",
} as const;

/** The containers of a service, one of Compose's services each. */
function serviceContainers(context: LocalContext, name: string): NamedService[] {
  const service = context.environment.services[name]!;
  const { containers, host, ended, nameOf } = taskOf(name, service);
  const front = service.expose && frontContainer(name, service);
  const ports = front && [`127.0.0.1:${context.port(name)}:${front.port}`];
  const { cpu, memory } = service.size;
  const deploy = {
    // What runs as a job only is not started with the others.
    replicas: service.scale.exactly === 0 ? 0 : undefined,
    resources: { limits: { cpus: String(cpu / 1024), memory: `${memory}M` } },
  };
  return Object.entries(containers).map(([key, container]) => {
    const made = composeProcess(context, `services.${name}`, container, service.uses);
    const waits = Object.entries(container.startAfter).map(
      ([other, until]) => [nameOf(other), { condition: CONDITIONS[until] }] as const,
    );
    const network = key === host ? { ports } : ended.includes(key) ? {} : { network_mode: `service:${name}` };
    return [
      nameOf(key),
      { ...made, ...network, depends_on: { ...made.depends_on, ...Object.fromEntries(waits) }, deploy },
    ];
  });
}

export const serviceLocal: KindLocal = {
  value: (name, attribute, { environment, port }) => {
    const known: Record<string, unknown> = {
      host: name,
      port: frontContainer(name, environment.services[name]!)?.port,
      url: `http://localhost:${port(name)}`,
    };
    return known[attribute];
  },
  resources: undefined,
  server: () => ({}),
  containers: (context) =>
    Object.keys(context.environment.services).flatMap((name) => serviceContainers(context, name)),
  published: ({ services }, name) => (services[name]!.expose === undefined ? undefined : ""),
  variables: none,
  absent: none,
  endpoint: {
    noun: "service",
    reachedBy: (_, name) => name,
    layer: "service",
    // A service is where its private name leads; the tunnel host asks the VPC's DNS for it.
    find: async (environment, name) => {
      const { port } = frontContainer(name, environment.services[name]!)!;
      const host = `${name}.${privateDomain(environment)}`;
      return { host, port, signIn: (local) => [`http://127.0.0.1:${local}/`] };
    },
  },
};

/** A pair of services is two services. */
export const blueGreenLocal: PartLocal = {
  containers: none,
  absent: ({ blueGreen }) => Object.keys(blueGreen).map((name) => `the switch of ${name}: each colour has an address`),
};
