import type { Command } from "commander";
import { isEmpty } from "../base/synthesized";
import { isDestructive } from "../deploy/change-summary";
import { commandLine } from "../deploy/command-line";
import { Confirmation, requireAnswer } from "../deploy/confirmation";
import { Course } from "../deploy/course";
import { requireDocker } from "../deploy/docker-engine";
import { pushErrored, refuseErrored } from "../deploy/errored";
import { type ConfirmedOptions, choiceOf, confirmed, EXIT_CODES, layerCommand } from "../deploy/options";
import { layersToDeploy } from "../deploy/selected-layers";
import { Workplace } from "../deploy/workplace";
import { ApplyNote } from "../terraform/unsure-apply";

/** The `deploy` command. */
export function command(): Command {
  return confirmed(layerCommand("deploy", "apply the layers of environments to your AWS account, in order"))
    .addHelpText(
      "after",
      `
Each layer is planned, shown with what it would destroy, and applied after your yes, exactly as it was shown; layers
with nothing to do are passed over. The system's registry and images come first, pipelines only with --layer pipelines.
Ctrl-C asks Terraform to stop and waits for it to write its state; the last message says what holds and how to go on.

Examples:
  $ npm run deploy -- sliderule-test
  $ npm run deploy -- sliderule-test --layer service
  $ npm run deploy -- sliderule-test --without images       # they are in the registry, and Docker is not here
  $ npm run deploy -- sliderule-prod --yes                  # in CI
  $ npm run deploy -- sliderule-test --push-errored-state   # after credentials had ended in the middle
${EXIT_CODES}`,
    )
    .action(deploy);
}

async function deploy(patterns: string[], options: ConfirmedOptions): Promise<void> {
  const choice = choiceOf(options);
  requireAnswer(options.yes, `npm run plan -- ${patterns.join(" ")}`);
  await Workplace.open(
    {
      root: process.cwd(),
      environments: patterns,
      choose: (stacks, environments) => layersToDeploy(stacks, environments, choice, isEmpty),
      check: async (place) => {
        for (const stack of place.stacks) new ApplyNote(place.root, stack.name).refuse(place.environmentOf(stack));
        if (!options.pushErroredState) refuseErrored(place);
        await requireDocker(place.stacks, place.helpers, place.variables, commandLine());
      },
    },
    async (place) => {
      const course = new Course(place, "deploy");
      const confirmation = new Confirmation(options.yes);
      await course.run(async () => {
        if (options.pushErroredState) await pushErrored(place);
        for (const stack of place.stacks) {
          const plan = await course.plan(stack);
          if (!plan) continue;
          await confirmation.ask(`to account ${place.account}`, isDestructive(plan.summary));
          await course.apply(plan);
        }
      });
    },
  );
}
