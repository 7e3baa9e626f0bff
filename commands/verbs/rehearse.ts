import { Command, InvalidArgumentError } from "commander";
import pc from "picocolors";
import { rehearse } from "../rehearse/rehearsal";
import { report } from "../rehearse/report";
import { selectEnvironments } from "../rehearse/selection";

interface RehearseOptions {
  readonly destroy: boolean;
  readonly remake: boolean;
  readonly keep: boolean;
  readonly jobs: number;
  readonly modules?: string;
}

/** The `rehearse` command. */
export function command(): Command {
  return new Command("rehearse")
    .description("apply environments to an emulated AWS with the real Terraform and check what came of it")
    .argument("[environments...]", "systems or environments, such as sliderule-test or 'sliderule-*'; all without one")
    .option("--remake", "destroy what runs and make it again, where that may go and its data must stay", false)
    .option("--destroy", "destroy everything in the end and show that what is guarded refuses", false)
    .option("--keep", "keep the working files in .rehearsal/work", false)
    .option("--jobs <number>", "environments to rehearse at once", parseJobs, 2)
    .option("--modules <names>", "turn modules on that the environments do not have on: names, or `all`")
    .addHelpText(
      "after",
      `
Each layer is planned, applied, and planned again, which must find nothing to do. Results are in
.rehearsal/<system>-<environment>: summary.json, and plan.json, state.json and second-plan.json of each layer.
With --modules, the folder's name ends with the modules: .rehearsal/<system>-<environment>+all.
Nothing leaves this machine, and no AWS account or Docker engine is needed.

Examples:
  $ npx drydock rehearse
  $ npx drydock rehearse sliderule-test
  $ npx drydock rehearse 'sliderule-*' --destroy --jobs 1
  $ npx drydock rehearse kofax-rpa-prod --modules all
`,
    )
    .action(run);
}

async function run(patterns: string[], { destroy, remake, keep, jobs, modules }: RehearseOptions): Promise<void> {
  const root = process.cwd();
  const selection = selectEnvironments(root, patterns, modules);
  const summaries = await rehearse({ root, selection, destroys: destroy, remakes: remake, keeps: keep, jobs });
  console.log(report(summaries, pc.createColors(pc.isColorSupported && process.stdout.isTTY === true)));
  if (summaries.some(({ ok }) => !ok)) process.exitCode = 1;
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new InvalidArgumentError("It must be a whole number from 1.");
  return jobs;
}
