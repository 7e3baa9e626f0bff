import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import type { System } from "../../kinds/core/system";
import { systemLayers } from "../base/layers";
import { UserError } from "../base/user-error";
import { bringUpStateStack } from "../bootstrap/state-stack";
import type { Plan } from "../terraform/plan";
import { clientSettings, DEFAULT_ACCOUNT } from "./account";
import type { Layer } from "./layer";
import type { Report } from "./progress";
import { type RehearsedLayer, rehearseLayer } from "./rehearsed-layer";
import { Results } from "./results";
import { LayerSequence, type Stage } from "./stage";

/** Brings up the bucket and table of all states, by the same code as `drydock bootstrap`. */
export async function rehearseState(stage: Stage, report: Report): Promise<RehearsedLayer> {
  const { emulator, state, stateAccount } = stage;
  const settings = clientSettings(emulator, stateAccount, state.region);
  const clients = { s3: new S3Client({ ...settings, forcePathStyle: true }), dynamodb: new DynamoDBClient(settings) };
  const stack = stage.stacks.find(({ name }) => name === "state");
  if (!stack) throw new UserError("There is no stack `state`, which makes the bucket that all states are kept in.");
  const make = async (layer: Layer): Promise<Plan> => {
    const plans: Plan[] = [];
    const confirm = async (file: string) => void plans.push(await layer.keepPlan(file));
    const { folder, terraform } = layer;
    await bringUpStateStack({ folder, terraform, clients, place: state, confirm });
    return plans[0]!;
  };
  const sequence = new LayerSequence(stage, { account: stateAccount, region: state.region });
  try {
    return await rehearseLayer(sequence, stack, sharedResults(stage, stack.name), report, make);
  } finally {
    await sequence.end();
  }
}

/** Makes the layers that the environments of a system share. */
export async function rehearseSystem(stage: Stage, system: System, report: Report): Promise<RehearsedLayer[]> {
  const { account = DEFAULT_ACCOUNT, region } = system;
  const sequence = new LayerSequence(stage, { account, region });
  const layers: RehearsedLayer[] = [];
  try {
    for (const stack of systemLayers(stage.stacks, system.name, ["registry", "pipelines"])) {
      layers.push(await rehearseLayer(sequence, stack, sharedResults(stage, stack.name), report));
    }
  } finally {
    await sequence.end();
  }
  return layers;
}

/** Folder of the results of a shared layer; each environment gets a copy. */
export function sharedResultsFolder(work: string, stack: string): string {
  return join(work, "results", stack);
}

function sharedResults({ work }: Stage, stack: string): Results {
  return new Results(sharedResultsFolder(work, stack));
}
