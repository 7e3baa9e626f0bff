import { suggestion } from "../../language/diagnostics/nearest";
import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";

/** Queues are filled from topics that exist. */
export function queues({ queues, topics }: Environment): Diagnostic[] {
  const known = Object.keys(topics);
  return Object.entries(queues).flatMap(([name, { from }]): Diagnostic[] => {
    if (from === undefined || known.includes(from)) return [];
    const message = `there is no topic \`${from}\`; ${suggestion(from, known, "add it to `topics`")}`;
    return [{ path: ["queues", name, "from"], message }];
  });
}
