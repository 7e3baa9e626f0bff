import { findCycle } from "../../../language/cycle";
import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Container } from "../container";

type Containers = Readonly<Record<string, Container>>;

function entryDiagnostics(containers: Containers, name: string, path: readonly Step[]): Diagnostic[] {
  const others = Object.keys(containers).filter((other) => other !== name);
  return Object.entries(containers[name]!.startAfter).flatMap(([other, condition]): Diagnostic[] => {
    const entry = [...path, name, "startAfter", other];
    if (other === name) {
      return [{ path: entry, at: "key", message: "a container cannot start after itself; take this line out" }];
    }
    if (!Object.hasOwn(containers, other)) {
      const advice = suggestion(other, others, "there are no other containers");
      return [{ path: entry, at: "key", message: `there is no container \`${other}\` in this service; ${advice}` }];
    }
    if (condition === "healthy" && containers[other]!.health === undefined) {
      return [{ path: entry, message: `\`${other}\` has no health check; give it \`health\`, or wait for \`start\`` }];
    }
    return [];
  });
}

function cycleDiagnostics(containers: Containers, path: readonly Step[]): Diagnostic[] {
  const cycle = findCycle(Object.keys(containers), (name) => Object.keys(containers[name]?.startAfter ?? {}));
  if (cycle === undefined || cycle.length < 3) {
    return [];
  }
  const message = `these containers wait for each other: ${cycle.join(" → ")}; take one of the lines out`;
  return [{ path: [...path, cycle[0]!, "startAfter", cycle[1]!], at: "key", message }];
}

/** Containers start after others of their task, without going in circles. */
export function startOrder({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([service, { containers = {} }]) => {
    const path = ["services", service, "containers"];
    const entries = Object.keys(containers).flatMap((name) => entryDiagnostics(containers, name, path));
    return [...entries, ...cycleDiagnostics(containers, path)];
  });
}
