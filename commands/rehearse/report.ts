import { environmentName } from "../../kinds/core/names";
import type { Summary } from "./results";
import { rehearsalName } from "./selection";
import { table } from "./table";

/** How a text is marked on a terminal; without colours, not at all. */
export interface Colours {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** What a rehearsal found, for people. */
export function report(summaries: readonly Summary[], colours: Colours): string {
  const stacks = summaries.flatMap((summary) => summary.stacks);
  const once = stacks.filter(({ name }, index) => stacks.findIndex((stack) => stack.name === name) === index);
  return ["", table(once), "", ...summaries.flatMap((summary) => environmentLines(summary, colours))].join("\n");
}

function environmentLines(summary: Summary, { red, green, bold }: Colours): string[] {
  const {
    system,
    environment,
    ok,
    failure,
    stacks,
    promises,
    skipped,
    remade = [],
    destroyed = [],
    refused = [],
  } = summary;
  const name = rehearsalName(environmentName({ system, name: environment }), summary.modules);
  const held = promises.filter(({ findings }) => findings.length === 0);
  const broken = promises.filter(({ findings }) => findings.length > 0);
  return [
    bold(`${name}: ${ok ? green("everything held") : red("failed")}`),
    ...held.map(({ promise }) => `  held: ${promise}`),
    ...broken.flatMap(({ promise, findings }) => [red(`  broken: ${promise}`), ...findings.map((one) => `    ${one}`)]),
    ...stacks
      .filter(({ secondPlan }) => secondPlan.length > 0)
      .flatMap(({ name, secondPlan }) => [red(`  second plan of ${name}:`), ...secondPlan.map((one) => `    ${one}`)]),
    ...skipped.map(({ stack, reason }) => `  skipped: ${stack}: ${reason}`),
    ...remade.map((stack) => `  destroyed and made again: ${stack}`),
    ...destroyed.map((stack) => `  destroyed: ${stack}`),
    ...refused.map(({ stack, resources }) => `  refused to be destroyed: ${stack}: ${resources.join(", ")}`),
    ...(failure ? [red(indent(failure))] : []),
    ...(ok ? [] : [`  More is in .rehearsal/${name}: emulator.log, and terraform.log of each layer.`]),
    "",
  ];
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
