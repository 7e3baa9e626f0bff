import { containersOf } from "../containers";
import type { Container } from "../schema/container";
import type { Environment } from "../schema/environment";
import type { Service } from "../schema/service";
import type { Step } from "../tree";

/** A container, where it is in the manifest, and whose it is. */
export interface PlacedContainer {
  readonly serviceName: string;
  readonly service: Service;
  readonly name: string;
  readonly container: Container;
  readonly path: readonly Step[];
}

/** Every container of every service. */
export function eachContainer(environment: Environment): PlacedContainer[] {
  return Object.entries(environment.services).flatMap(([serviceName, service]) =>
    Object.entries(containersOf(serviceName, service)).map(([name, container]) => ({
      serviceName,
      service,
      name,
      container,
      path: service.containers ? ["services", serviceName, "containers", name] : ["services", serviceName],
    })),
  );
}
