import { parseJson } from "../base/json";
import { guardedAddresses, readConfiguration } from "../base/synthesized";
import { listChanges, type Plan } from "../terraform/plan";
import { destroy } from "./destroy";
import type { Layer } from "./layer";
import type { PromiseResult, Skipped } from "./results";

/** Layers that hold nothing that lasts. */
const PASSING = ["service", "operations"];

const PLAN = "remade.tfplan";

export interface Remade {
  /** Stacks that were destroyed and made again. */
  readonly remade: readonly string[];
  readonly promises: readonly PromiseResult[];
  readonly skipped: readonly Skipped[];
}

/**
 * Destroys the layers of an environment that hold nothing that lasts, and makes them again: the others must not notice,
 * neither in their states nor in a plan. It is left out where it cannot be shown, or where nothing has to stay.
 */
export async function remake(layers: readonly Layer[], begin: (layer: Layer) => void): Promise<Remade> {
  const passing = layers.filter(({ name }) => PASSING.includes(name));
  const staying = layers.filter((layer) => !passing.includes(layer));
  const guarded = passing.find(isGuarded);
  if (guarded) return leftOut(guarded, "it is guarded");
  if (!staying.some(isGuarded)) return leftOut(passing[0]!, "nothing below it has to stay");
  const before = await Promise.all(staying.map(({ terraform }) => terraform.pullState()));
  for (const layer of [...passing].reverse()) {
    begin(layer);
    await destroy(layer);
  }
  const findings: string[] = [];
  for (const layer of passing) {
    begin(layer);
    const { result } = await layer.rehearse();
    findings.push(...result.secondPlan.map((line) => `${layer.stack.name} was made again, but its plan has ${line}`));
  }
  for (const [index, layer] of staying.entries()) {
    begin(layer);
    if ((await layer.terraform.pullState()) !== before[index])
      findings.push(`the state of ${layer.stack.name} has changed`);
    findings.push(...(await changes(layer)).map((line) => `a plan of ${layer.stack.name} has ${line}`));
  }
  const promise = "stateful layers do not notice that the others are destroyed and made again";
  return { remade: passing.map(({ stack }) => stack.name), promises: [{ promise, findings }], skipped: [] };
}

function isGuarded({ folder }: Layer): boolean {
  return guardedAddresses(readConfiguration(folder)).length > 0;
}

function leftOut({ stack }: Layer, why: string): Remade {
  return { remade: [], promises: [], skipped: [{ stack: stack.name, reason: `not made again: ${why}` }] };
}

async function changes({ terraform }: Layer): Promise<readonly string[]> {
  await terraform.plan(PLAN);
  return listChanges(parseJson<Plan>(await terraform.showPlan(PLAN), "Terraform's plan"));
}
