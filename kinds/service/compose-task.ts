import type { Container } from "./container";
import { containersOf } from "./containers";
import type { Service } from "./settings";

/** The containers of a task as services of Compose. */
export interface Task {
  readonly containers: Readonly<Record<string, Container>>;
  /** Container whose network the others have, too, as in a task; it has the service's name. */
  readonly host: string;
  /** Containers that others wait for to end: a network would end with them, so each has its own. */
  readonly ended: readonly string[];
  /** What Compose calls a container. */
  readonly nameOf: (container: string) => string;
}

/** How a service's task becomes services of Compose. */
export function taskOf(name: string, service: Service): Task {
  const containers = containersOf(name, service);
  const ended = Object.values(containers).flatMap(({ startAfter }) =>
    Object.entries(startAfter).flatMap(([other, until]) =>
      until === "complete" || until === "success" ? [other] : [],
    ),
  );
  // The first that lasts and waits for none that lasts; a task's containers wait in no circle, so there is one.
  const [host] = Object.entries(containers).find(
    ([key, { startAfter }]) => !ended.includes(key) && Object.keys(startAfter).every((other) => ended.includes(other)),
  )!;
  return { containers, host, ended, nameOf: (container) => (container === host ? name : `${name}-${container}`) };
}
