import { environmentName } from "../../kinds/core/names";
import { ENVIRONMENT_LAYERS, layerName } from "../base/layers";

/**
 * The environment by which `drydock unlock`, `orphans` and `deploy` reach a stack: its own or, of a layer that a system's
 * environments share, one of those; nothing for a stack of no environment.
 */
export function environmentOf(root: string, stack: string): string | undefined {
  const layer = layerName(stack);
  const before = stack.slice(0, -layer.length - 1);
  if (ENVIRONMENT_LAYERS.includes(layer)) return before;
  // Manifests take a moment to load, and this is seldom asked.
  const { readDeployments } = require("../../manifest/deployments") as typeof import("../../manifest/deployments");
  const system = readDeployments(root).systems.find(({ name }) => name === before);
  const [environment] = system?.environments ?? [];
  return environment && environmentName(environment);
}
