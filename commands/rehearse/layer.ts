import { cpSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../base/json";
import type { Stack } from "../base/synthesize";
import { readConfiguration } from "../base/synthesized";
import type { Processes, Variables } from "../process/processes";
import { countChanges, listChanges, type Plan } from "../terraform/plan";
import type { State } from "../terraform/state";
import { Terraform } from "../terraform/terraform";
import { writeOverride } from "./override";
import type { Results, StackResult } from "./results";

export interface LayerProps {
  readonly stack: Stack;
  /** Name of the layer, such as `network`. */
  readonly layer: string;
  /** Folder in which folders for stacks are made. */
  readonly work: string;
  readonly results: Results;
  readonly processes: Processes;
  readonly variables: Variables;
  readonly onProgress: (text: string) => void;
}

/** How a layer is made: by an ordinary apply, or by the bootstrap for `state`. Returns what was planned. */
export type Maker = (layer: Layer) => Promise<Plan>;

const PLAN = "rehearsal.tfplan";
const SECOND_PLAN = "second.tfplan";

/** One stack in a rehearsal: a copy of the synthesized folder, with the rehearsal's override beside it. */
export class Layer {
  readonly folder: string;
  readonly terraform: Terraform;
  readonly name: string;
  readonly stack: Stack;
  private readonly results: Results;

  constructor(props: LayerProps) {
    this.name = props.layer;
    this.stack = props.stack;
    this.results = props.results;
    this.folder = join(props.work, props.stack.name);
    cpSync(props.stack.folder, this.folder, { recursive: true });
    writeOverride(this.folder, readConfiguration(this.folder));
    this.terraform = new Terraform({
      stack: props.stack.name,
      folder: this.folder,
      variables: props.variables,
      processes: props.processes,
      log: props.results.log(props.layer),
      onProgress: props.onProgress,
    });
  }

  /** Plans, makes and plans again; leaves the JSON of all three behind. */
  async rehearse(make: Maker = applied): Promise<{ result: StackResult; state: State }> {
    const begin = performance.now();
    const plan = await make(this);
    await this.terraform.plan(SECOND_PLAN);
    const secondJson = await this.terraform.showPlan(SECOND_PLAN);
    this.results.write(this.name, "second-plan", secondJson);
    const second = parseJson<Plan>(secondJson, "Terraform's second plan");
    // The state as it was before that plan: asking for it again would take as long as a plan.
    const state = second.prior_state ?? {};
    this.results.write(this.name, "state", JSON.stringify(state));
    const secondPlan = listChanges(second);
    const result = {
      name: this.stack.name,
      layer: this.name,
      ...countChanges(plan),
      secondPlanChanges: secondPlan.length,
      secondPlan,
      seconds: Math.round((performance.now() - begin) / 100) / 10,
    };
    return { result, state };
  }

  /** Leaves the JSON of a plan file behind as the layer's plan. */
  async keepPlan(file: string): Promise<Plan> {
    const json = await this.terraform.showPlan(file);
    this.results.write(this.name, "plan", json);
    return parseJson<Plan>(json, "Terraform's plan");
  }
}

async function applied(layer: Layer): Promise<Plan> {
  await layer.terraform.init();
  await layer.terraform.plan(PLAN);
  const [plan] = await Promise.all([layer.keepPlan(PLAN), layer.terraform.apply(PLAN)]);
  return plan;
}
