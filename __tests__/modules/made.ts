import { join } from "node:path";
import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { Layer } from "../../stacks/layer";
import { Template } from "../stacks/template";

/** Where nothing is written; CDKTF would make a temporary folder instead, and leave it. */
export const UNUSED = join(process.env["DRYDOCK_TEST_RUN"]!, "cdktf.out");

class Bench extends Layer {
  constructor(scope: Construct) {
    const state = { bucket: "states", table: "locks", region: "eu-central-1" };
    super(scope, "bench", { state, stateKey: "bench.tfstate", region: "eu-central-1", tags: { System: "bench" } });
  }
}

/** What a module makes, alone in a stack. */
export function made(make: (scope: Construct) => void): Template {
  const stack = new Bench(Testing.app({ outdir: UNUSED }));
  make(stack);
  return new Template("bench", JSON.parse(Testing.synth(stack)));
}
