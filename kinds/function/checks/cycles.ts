import { findCycle } from "../../../language/cycle";
import { parseTemplate } from "../../../language/reference";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** Functions whose ARNs a line of `uses` needs: the one that is used, or those that permissions name. */
function needed({ functions, permissions }: Environment, used: string): string[] {
  if (Object.hasOwn(functions, used)) return [used];
  const texts = (permissions[used] ?? []).flatMap(({ on, when = {} }) => [
    ...on,
    ...Object.values(when).flatMap((keys) => Object.values(keys).flat()),
  ]);
  return texts
    .flatMap(parseTemplate)
    .flatMap((part) => (typeof part === "object" && part.attribute[0] === "arn" ? part.resource : []))
    .filter((name) => Object.hasOwn(functions, name));
}

/** Functions do not use each other in circles: each is made after those that it uses, and one run could last for ever. */
export function functionCycles(environment: Environment): Diagnostic[] {
  const { functions } = environment;
  const usesOf = (name: string) => Object.keys(functions[name]?.uses ?? {});
  const cycle = findCycle(Object.keys(functions), (name) =>
    usesOf(name).flatMap((used) => (used === name ? [] : needed(environment, used))),
  );
  if (cycle === undefined) return [];
  const [first, second] = cycle as [string, string];
  const line = usesOf(first).find((used) => needed(environment, used).includes(second))!;
  const message = `these functions use each other: ${cycle.join(" → ")}; take one of the lines out, or put a queue between them`;
  return [{ path: ["functions", first, "uses", line], at: "key", message }];
}
