import { parseJson } from "../base/json";
import { guardedAddresses, readConfiguration } from "../base/synthesized";
import { UserError } from "../base/user-error";
import { managedResources, type Resource, type State } from "../terraform/state";
import { type Terraform, TerraformError } from "../terraform/terraform";
import type { Layer } from "./layer";
import type { Refused, Skipped } from "./results";

export interface Destruction {
  readonly destroyed: string[];
  readonly refused: Refused[];
  readonly skipped: Skipped[];
}

/**
 * Destroys layers from the last to the first. A layer that holds something guarded has to refuse as a whole, and then
 * the layers that it depends on stay; every other layer has to go completely.
 */
export async function destroyLayers(layers: readonly Layer[], begin: (layer: Layer) => void): Promise<Destruction> {
  const destruction: Destruction = { destroyed: [], refused: [], skipped: [] };
  const staying: Layer[] = [];
  for (const layer of [...layers].reverse()) {
    begin(layer);
    const guarded = guardedAddresses(readConfiguration(layer.folder));
    const above = staying.find(({ stack }) => stack.dependencies.includes(layer.stack.name));
    if (guarded.length > 0) {
      destruction.refused.push({ stack: layer.stack.name, resources: await expectRefusal(layer, guarded) });
      staying.push(layer);
    } else if (above) {
      destruction.skipped.push({
        stack: layer.stack.name,
        reason: `not destroyed: ${above.stack.name} stays and needs it`,
      });
      staying.push(layer);
    } else {
      await destroy(layer);
      destruction.destroyed.push(layer.stack.name);
    }
  }
  return destruction;
}

/** Destroys a layer completely. */
export async function destroy({ terraform, stack }: Layer): Promise<void> {
  await terraform.destroy();
  const left = await terraform.listState();
  if (left.length > 0) throw new UserError(`${stack.name} was destroyed, but its state still has ${left.join(", ")}.`);
}

/**
 * Terraform has to refuse and leave the layer as it was. It names every guarded resource, but for those that another
 * one needs: it does not come to them once the other one has refused.
 */
async function expectRefusal({ terraform, stack }: Layer, guarded: readonly string[]): Promise<string[]> {
  const resources = await applied(terraform);
  const before = resources.map(({ address }) => address);
  const { diagnostics, message } = await refusal(terraform, stack.name);
  const named = guarded.filter((address) => diagnostics.some(({ detail = "" }) => refuses(detail, address)));
  const needed = resources.filter(({ address }) => named.includes(address)).flatMap((one) => one.depends_on ?? []);
  const willing = guarded.filter((address) => !named.includes(address) && !needed.includes(address));
  if (willing.length > 0) {
    throw new UserError(`Terraform did not refuse to destroy ${willing.join(", ")} of ${stack.name}:\n${message}`);
  }
  const after = await terraform.listState();
  const gone = before.filter((address) => !after.includes(address));
  if (gone.length > 0) throw new UserError(`${stack.name} refused to be destroyed, but lost ${gone.join(", ")}.`);
  return [...guarded];
}

async function refusal(terraform: Terraform, stack: string): Promise<TerraformError> {
  try {
    await terraform.destroy();
  } catch (error) {
    if (error instanceof TerraformError) return error;
    throw error;
  }
  throw new UserError(`${stack} is guarded, but Terraform destroyed it.`);
}

function refuses(detail: string, address: string): boolean {
  const [start = "", rest = ""] = detail.split(" has lifecycle.prevent_destroy set");
  return rest !== "" && start.replace(/\[[^\]]*\]$/, "") === `Resource ${address}`;
}

async function applied(terraform: Terraform): Promise<Resource[]> {
  return managedResources(parseJson<State>(await terraform.showState(), "Terraform's state"));
}
