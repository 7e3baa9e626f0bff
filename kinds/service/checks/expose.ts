import { anyOf, suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { isPaired } from "../../load-balancer/hosts";
import { containersOf } from "../containers";
import type { Service } from "../settings";

type Exposed = Service & { expose: NonNullable<Service["expose"]> };

function containerDiagnostics(name: string, service: Exposed): Diagnostic[] {
  const path = ["services", name, "expose", "container"];
  const containers = containersOf(name, service);
  const names = Object.keys(containers);
  const chosen = service.expose.container ?? (names.length === 1 ? names[0]! : undefined);
  if (chosen === undefined) {
    return [{ path, message: `is missing; say which container gets the requests: ${anyOf(names)}` }];
  }
  if (!Object.hasOwn(containers, chosen)) {
    return [{ path, message: `there is no container \`${chosen}\` in this service; ${suggestion(chosen, names, "")}` }];
  }
  if (containers[chosen]!.port === undefined) {
    const owner = service.containers ? ["services", name, "containers", chosen] : ["services", name];
    return [{ path: [...owner, "port"], message: "is missing; an exposed container needs the port it listens on" }];
  }
  return [];
}

function hostDiagnostics(name: string, { expose }: Exposed, environment: Environment): Diagnostic[] {
  const path = ["services", name, "expose", "host"];
  return expose.host === undefined && !isPaired(environment, name) ? hostlessDiagnostics(path, environment) : [];
}

/** CloudFront gives a distribution one name of its own, for one service. */
function hostlessDiagnostics(path: Diagnostic["path"], { loadBalancer, services }: Environment): Diagnostic[] {
  if (loadBalancer.cloudFront === undefined) {
    return [
      {
        path,
        message:
          "is missing; write a host name, use CloudFront's own with `loadBalancer.cloudFront`, or make the service a colour of `blueGreen`",
      },
    ];
  }
  const exposed = Object.values(services).filter((service) => service.expose !== undefined);
  const message =
    "is missing; CloudFront's own name is for an environment's only exposed service, and there are several";
  return exposed.length > 1 ? [{ path, message }] : [];
}

function healthDiagnostics(name: string, { expose: { health } }: Exposed): Diagnostic[] {
  const message = `${health.timeout}s is not less than the interval of ${health.interval}s; choose a shorter timeout`;
  const path = ["services", name, "expose", "health"];
  return health.timeout < health.interval ? [] : [{ path: [...path, "timeout"], message }];
}

/** An exposed service has a container with a port, and a way to be reached. */
export function expose(environment: Environment): Diagnostic[] {
  return Object.entries(environment.services).flatMap(([name, service]) => {
    if (service.expose === undefined) {
      return [];
    }
    const exposed = { ...service, expose: service.expose };
    return [
      ...containerDiagnostics(name, exposed),
      ...hostDiagnostics(name, exposed, environment),
      ...healthDiagnostics(name, exposed),
    ];
  });
}
