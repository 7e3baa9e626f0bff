import { rmSync } from "node:fs";
import type { Command } from "commander";
import { isEmpty } from "../base/synthesized";
import { counts } from "../deploy/change-summary";
import { commandLine } from "../deploy/command-line";
import { Course, Failed } from "../deploy/course";
import { requireDocker } from "../deploy/docker-engine";
import { refuseErrored } from "../deploy/errored";
import { type CommonOptions, choiceOf, EXIT_CODES, layerCommand } from "../deploy/options";
import { readsWhatIsNotThere } from "../deploy/remedy";
import { layersToDeploy } from "../deploy/selected-layers";
import { Workplace } from "../deploy/workplace";

interface PlanOptions extends CommonOptions {
  readonly full: boolean;
}

/** The `plan` command. */
export function command(): Command {
  return layerCommand("plan", "show what a deploy would change, and change nothing")
    .option("--full", "show each plan in Terraform's own words, attribute by attribute", false)
    .addHelpText(
      "after",
      `
A layer that reads what another one publishes is planned with what that one has published so far: what follows from the
changes of a layer is seen once it is applied.

Examples:
  $ npm run plan -- sliderule-test
  $ npm run plan -- sliderule-prod --layer service --full
${EXIT_CODES}`,
    )
    .action(plan);
}

async function plan(patterns: string[], options: PlanOptions): Promise<void> {
  const choice = choiceOf(options);
  await Workplace.open(
    {
      root: process.cwd(),
      environments: patterns,
      choose: (stacks, environments) => layersToDeploy(stacks, environments, choice, isEmpty),
      check: async (place) => {
        refuseErrored(place);
        await requireDocker(place.stacks, place.helpers, place.variables, commandLine());
      },
    },
    async (place) => {
      const course = new Course(place, "plan");
      await course.run(async () => {
        let pending = false;
        for (const stack of place.stacks) {
          const saved = await course.plan(stack).catch((error: unknown) => {
            if (!(pending && error instanceof Failed && readsWhatIsNotThere(error.cause))) throw error;
            course.keep(stack.name, "waits");
          });
          if (!saved) continue;
          pending = true;
          if (options.full) place.reporter.say(await saved.site.terraform.describePlan(saved.file));
          rmSync(saved.file, { force: true });
          course.keep(stack.name, "planned", counts(saved.summary));
        }
      });
    },
  );
}
