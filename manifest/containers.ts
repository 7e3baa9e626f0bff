import type { Container } from "./schema/container";
import type { Service } from "./schema/service";

/** The containers of a service's task by name; the single container of a simple service has the service's name. */
export function containersOf(name: string, service: Service): Record<string, Container> {
  if (service.containers !== undefined) {
    return service.containers;
  }
  const { image = "", port, command, entryPoint, environment, health, writable, scratch, user, stopTimeout } = service;
  return {
    [name]: {
      image,
      port,
      command,
      entryPoint,
      environment,
      health,
      startAfter: {},
      writable,
      scratch,
      user,
      stopTimeout,
    },
  };
}
