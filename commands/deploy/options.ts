import { Command } from "commander";
import { UserError } from "../base/user-error";
import { PUSH } from "./closing-words";
import type { LayerChoice } from "./selected-layers";

/** Options that `deploy`, `plan` and `destroy` have in common. */
export interface CommonOptions {
  readonly layer: readonly string[];
  readonly without: readonly string[];
}

export interface ConfirmedOptions extends CommonOptions {
  readonly yes: boolean;
  readonly pushErroredState: boolean;
}

/** A command over environments and layers. */
export function layerCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument("<environments...>", "systems or environments, such as sliderule-test or 'sliderule-*'")
    .option("--layer <names>", "only these layers, such as service or network,data", list, [])
    .option("--without <names>", "not these layers, such as images", list, []);
}

/** The options of those that change something. */
export function confirmed(command: Command): Command {
  return command
    .option("--yes", "do not ask, as in CI", false)
    .option(PUSH, "first write states that an earlier run could not write (errored.tfstate)", false);
}

/** The chosen layers. */
export function choiceOf({ layer, without }: CommonOptions): LayerChoice {
  const both = layer.find((name) => without.includes(name));
  if (both !== undefined) throw new UserError(`The layer ${both} is in --layer and in --without: leave one out.`, 2);
  return { only: layer, without };
}

function list(text: string, before: readonly string[]): string[] {
  return [
    ...before,
    ...text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ];
}

/** What every help text of these commands ends with. */
export const EXIT_CODES = `
Exit codes: 0 it worked, 1 it failed or was not confirmed, 2 the command was used wrongly, 130 it was interrupted
(129 by a terminal that was closed).
The messages, and how to go on after each: docs/deploy.md
`;
