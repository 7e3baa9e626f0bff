import { readImports } from "../manifest/imports";
import type { Layer } from "./layer";

/**
 * Adds the import blocks that `drydock orphans` wrote to the layers that they are for, and returns the layers. Terraform
 * passes over what a state has already; what a layer does not describe any more is left out, because Terraform would
 * refuse it.
 */
export function withImports<T extends Layer>(root: string, layers: readonly T[]): readonly T[] {
  for (const layer of layers) {
    const imports = readImports(root, layer.node.id).filter(({ to }) => layer.describes(to));
    if (imports.length > 0) layer.addOverride("import", imports);
  }
  return layers;
}
