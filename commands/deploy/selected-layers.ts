import { environmentName } from "../../kinds/core/names";
import { suggestion } from "../../language/diagnostics/nearest";
import { environmentLayers, layerName, systemLayers } from "../base/layers";
import type { Stack } from "../base/synthesize";
import { UserError } from "../base/user-error";

export interface LayerChoice {
  /** Layers to take and no other. @default - all of the environment, and those of its system that it needs */
  readonly only: readonly string[];
  /** Layers to leave out. */
  readonly without: readonly string[];
}

/** Layers of a system that come before those of its environments. Pipelines are for whoever asks for them by name. */
const BEFORE = ["registry", "images"];

/**
 * The layers that a deploy of environments applies, in order; each layer of a system once.
 * @param isEmpty Tells whether a layer of a system has nothing in it, such as the images of one that builds none.
 */
export function layersToDeploy(
  stacks: readonly Stack[],
  environments: readonly { readonly system: string; readonly name: string }[],
  choice: LayerChoice,
  isEmpty: (stack: Stack) => boolean,
): Stack[] {
  const wanted = environments.flatMap(({ system, name }) => {
    const shared = systemLayers(stacks, system, [...BEFORE, ...choice.only]).filter((stack) => !isEmpty(stack));
    return [...shared, ...environmentLayers(stacks, environmentName({ system, name }))];
  });
  return chosen([...new Set(wanted)], choice);
}

/** The layers that a destruction of environments destroys, from the last to the first; what a system shares stays. */
export function layersToDestroy(
  stacks: readonly Stack[],
  environments: readonly { readonly system: string; readonly name: string }[],
  choice: LayerChoice,
): Stack[] {
  const wanted = environments.flatMap((environment) => environmentLayers(stacks, environmentName(environment)));
  return chosen(wanted, choice).reverse();
}

function chosen(stacks: readonly Stack[], { only, without }: LayerChoice): Stack[] {
  const known = [...new Set(stacks.map(({ name }) => layerName(name)))];
  const unknown = [...only, ...without].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`There is no layer ${unknown} here: ${suggestion(unknown, known, "nothing can be chosen")}`, 2);
  }
  const left = stacks.filter(({ name }) => {
    const layer = layerName(name);
    return (only.length === 0 || only.includes(layer)) && !without.includes(layer);
  });
  if (left.length === 0) throw new UserError("No layer is left to work on: give --layer or --without fewer names.", 2);
  return left;
}
