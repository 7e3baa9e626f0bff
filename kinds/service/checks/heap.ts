import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { eachContainer, type PlacedContainer } from "./each-container";

/**
 * Part of a task's memory that heaps may have: beside the heap a JVM has classes, threads, code and buffers, and what it
 * starts (https://learn.microsoft.com/azure/developer/java/containers/overview).
 */
const PART = 0.75;

function givenTwice({ container, path }: PlacedContainer): Diagnostic[] {
  const variable = container.heap?.variable;
  const message = "is given by `heap` already; take this line out";
  return variable !== undefined && Object.hasOwn(container.environment, variable)
    ? [{ path: [...path, "environment", variable], at: "key", message }]
    : [];
}

/** Heaps fit into their tasks, and are told to the program once. */
export function heap(environment: Environment): Diagnostic[] {
  const all = eachContainer(environment).filter(({ container }) => container.heap !== undefined);
  const sizes = all.map((one): Diagnostic[] => {
    const { memory } = one.service.size;
    const together = all.filter(({ service }) => service === one.service);
    const size = together.reduce((sum, { container }) => sum + container.heap!.size, 0);
    const others = together.length > 1 ? ` together with the other heaps (${size} MiB)` : "";
    const message = `\`${one.container.heap!.size}\` MiB does not fit into the task's ${memory} MiB${others}: heaps may have 75 % of it, ${memory * PART} MiB; lower it, or give \`size.memory\` at least ${Math.ceil(size / PART)}`;
    return size > memory * PART ? [{ path: [...one.path, "heap", "size"], message }] : [];
  });
  return [...sizes.flat(), ...all.flatMap(givenTwice)];
}
