import { layerName } from "../base/layers";
import type { Stack } from "../base/synthesize";
import { readConfiguration } from "../base/synthesized";
import type { Layer, Maker } from "./layer";
import type { Report } from "./progress";
import type { AppliedLayer } from "./promises/applied";
import type { Results, StackResult } from "./results";
import type { LayerSequence } from "./stage";

/** A layer after its rehearsal. */
export interface RehearsedLayer {
  readonly layer: Layer;
  readonly applied: AppliedLayer;
  readonly result: StackResult;
  readonly results: Results;
}

/** Plans, makes and plans again one stack. */
export async function rehearseLayer(
  sequence: LayerSequence,
  stack: Stack,
  results: Results,
  report: Report,
  make?: Maker,
): Promise<RehearsedLayer> {
  const name = layerName(stack.name);
  const layer = await sequence.layer(stack, name, results, report);
  const { result, state } = await layer.rehearse(make);
  return {
    layer,
    result,
    results,
    applied: { stack: stack.name, layer: name, configuration: readConfiguration(stack.folder), state },
  };
}

/** What became of a layer, for the progress. */
export function describe({ added, changed, destroyed, secondPlanChanges }: StackResult): string {
  const counts = [
    `${added} added`,
    ...(changed ? [`${changed} changed`] : []),
    ...(destroyed ? [`${destroyed} destroyed`] : []),
  ];
  const second = secondPlanChanges === 0 ? "second plan empty" : `second plan has ${secondPlanChanges} changes`;
  return [...counts, second].join(", ");
}
