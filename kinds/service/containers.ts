import type { Container } from "./container";
import type { Service } from "./settings";

/** The containers of a service's task by name; the single container of a simple service has the service's name. */
export function containersOf(name: string, service: Service): Record<string, Container> {
  if (service.containers !== undefined) return service.containers;
  const { image = "", tag, port, command, entryPoint, environment, health, heap, user } = service;
  const { writable, scratch, mounts, stopTimeout } = service;
  const process = { image, tag, port, command, entryPoint, environment, health, heap, user, stopTimeout };
  return { [name]: { ...process, startAfter: {}, writable, scratch, mounts } };
}

/** The container that a service's requests go to: the one that is exposed, else the first that has a port. */
export function frontContainer(name: string, service: Service): { name: string; port: number } | undefined {
  const containers = Object.entries(containersOf(name, service));
  const exposed = service.expose?.container;
  const found = containers.find(([key, { port }]) => port !== undefined && (exposed === undefined || key === exposed));
  return found && { name: found[0], port: found[1].port! };
}
