import type { Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Container } from "../container";
import { containersOf } from "../containers";
import type { Service } from "../settings";

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
