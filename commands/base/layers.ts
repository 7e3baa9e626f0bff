import { stackName } from "../../kinds/core/names";
import type { Stack } from "./synthesize";

/** The layer of a stack: what comes after the last hyphen of `sliderule-test-network`. */
export function layerName(stack: string): string {
  return stack.split("-").at(-1)!;
}

/** Layers of an environment, from what changes least to what changes most: each may read what those before it publish. */
export const ENVIRONMENT_LAYERS: readonly string[] = ["network", "data", "service", "operations"];

/** The layers of one environment, such as `sliderule-test`, in the order in which they are made. */
export function environmentLayers(stacks: readonly Stack[], environment: string): Stack[] {
  const own = stacks.filter(({ name }) => name === stackName(environment, layerName(name)));
  const rank = ({ name }: Stack) => ENVIRONMENT_LAYERS.indexOf(layerName(name));
  return own.sort((one, other) => rank(one) - rank(other));
}

/** The named ones of the layers that the environments of a system share, in the order of the stacks. */
export function systemLayers(stacks: readonly Stack[], system: string, layers: readonly string[]): Stack[] {
  return stacks.filter(({ name }) => layers.some((layer) => name === stackName(system, layer)));
}
