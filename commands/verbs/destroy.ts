import type { Command } from "commander";
import { Confirmation, requireAnswer } from "../deploy/confirmation";
import { Course, type SavedPlan } from "../deploy/course";
import { pushErrored, refuseErrored } from "../deploy/errored";
import { type ConfirmedOptions, choiceOf, confirmed, EXIT_CODES, layerCommand } from "../deploy/options";
import { layersToDestroy } from "../deploy/selected-layers";
import { Workplace } from "../deploy/workplace";

/** The `destroy` command. */
export function command(): Command {
  return confirmed(layerCommand("destroy", "destroy environments, from the last layer to the first"))
    .addHelpText(
      "after",
      `
Every layer is planned before the first is destroyed: if one refuses, because it holds data, nothing is changed. What
environments of a system share (registry, images, pipelines) stays. To remove an environment that is guarded, say
\`disposable: true\` in its manifest and deploy that first.

Examples:
  $ npm run destroy -- sliderule-test
  $ npm run destroy -- sliderule-test --layer operations
${EXIT_CODES}`,
    )
    .action(destroy);
}

async function destroy(patterns: string[], options: ConfirmedOptions): Promise<void> {
  const choice = choiceOf(options);
  requireAnswer(options.yes, "npx drydock destroy in a terminal");
  await Workplace.open(
    {
      root: process.cwd(),
      environments: patterns,
      choose: (stacks, environments) => layersToDestroy(stacks, environments, choice),
      check: async (place) => {
        if (!options.pushErroredState) refuseErrored(place);
      },
    },
    async (place) => {
      const course = new Course(place, "destroy");
      const confirmation = new Confirmation(options.yes);
      await course.run(async () => {
        if (options.pushErroredState) await pushErrored(place);
        const plans: SavedPlan[] = [];
        for (const stack of place.stacks) {
          const plan = await course.plan(stack, "-destroy");
          if (plan) plans.push(plan);
        }
        if (plans.length === 0) return;
        const words = patterns.join(" ");
        const question = `Destroy all of this in account ${place.account}? Type ${words} to do so: `;
        await confirmation.askFor(words, question);
        for (const plan of plans) await course.apply(plan);
      });
    },
  );
}
