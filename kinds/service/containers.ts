import { type Container, SINGLE_FIELDS, type SingleContainer } from "./container";
import type { Service } from "./settings";

/** The containers of a service's task by name; the single container of a simple service has the service's name. */
export function containersOf(name: string, service: Service): Record<string, Container> {
  if (service.containers !== undefined) return service.containers;
  const { image = "", ...others } = singleContainerOf(service);
  return { [name]: { image, ...others, startAfter: {} } };
}

/** What a service says of its only container. */
export function singleContainerOf(service: Service): SingleContainer {
  return Object.fromEntries(SINGLE_FIELDS.map((field) => [field, service[field]])) as SingleContainer;
}

/** The container that a service's requests go to: the one that is exposed, else the first that has a port. */
export function frontContainer(name: string, service: Service): { name: string; port: number } | undefined {
  const containers = Object.entries(containersOf(name, service));
  const exposed = service.expose?.container;
  const found = containers.find(([key, { port }]) => port !== undefined && (exposed === undefined || key === exposed));
  return found && { name: found[0], port: found[1].port! };
}
