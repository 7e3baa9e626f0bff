import type { Construct } from "constructs";
import { readImports } from "../manifest/imports";
import { Layer } from "./layer";

/**
 * Adds the import blocks that `drydock orphans` wrote to the stacks that they are for. Terraform passes over what a
 * state has already; what a stack does not describe any more is left out, because Terraform would refuse it.
 */
export function addImports(scope: Construct, root: string): void {
  for (const layer of scope.node.children) {
    if (!(layer instanceof Layer)) continue;
    const imports = readImports(root, layer.node.id).filter(({ to }) => layer.describes(to));
    if (imports.length > 0) layer.addOverride("import", imports);
  }
}
