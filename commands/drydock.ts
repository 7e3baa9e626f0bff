#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import pc from "picocolors";
import { isUnreadable } from "./base/aws-refusal";
import { UserError } from "./base/user-error";
import { endWithoutTerminal } from "./process/gone-terminal";
import { INTERRUPTED } from "./process/on-interrupt";
import { Interrupted } from "./process/processes";
import { load, VERBS, type Verb } from "./verbs";
import { version } from "./version";

/** Colours where errors are shown: on a terminal, unless NO_COLOR asks for none. */
const { red } = pc.createColors(pc.isColorSupported && process.stderr.isTTY === true);

const EXAMPLES = `
Examples:
  $ npx drydock setup                           find or fetch Terraform and what a rehearsal needs
  $ npx drydock show sliderule-test             print an environment with every default
  $ npx drydock rehearse sliderule-test         apply an environment to an emulated AWS
  $ npx drydock rehearse 'sliderule-*' --destroy
  $ npx drydock bootstrap                       make the bucket and table that hold all states
  $ npx drydock plan sliderule-test             show what a deploy would change
  $ npx drydock deploy sliderule-test           apply an environment's layers to your account
  $ npx drydock unlock sliderule-test           who holds its states' locks; remove those of what was killed
  $ npx drydock orphans sliderule-test          what AWS has and no state knows
  $ npx drydock help rehearse                   more about a command

Exit codes: 0 it worked, 1 it failed or found problems, 2 the command was used wrongly, 130 it was interrupted,
129 by a terminal that was closed.
`;

/** A verb's name with its options and arguments; those of a verb that is loaded are its own. */
function subcommandTerm(command: Command): string {
  const verb = VERBS.find(({ name }) => name === command.name());
  return `${command.name()} ${verb?.usage ?? command.usage()}`.trimEnd();
}

/** A verb that is not asked for: its line in the help. */
function listed({ name, usage, description }: Verb): Command {
  return new Command(name).description(description).usage(usage);
}

/** The `drydock` program; only the verbs that are among the words of the command line are loaded. */
export function program(words: readonly string[]): Command {
  const drydock = new Command("drydock")
    .description("Provision container applications on AWS: rehearsed first, and no secret in any state.")
    .version(version())
    .configureHelp({ subcommandTerm })
    .addHelpText("after", EXAMPLES);
  for (const verb of VERBS) drydock.addCommand(words.includes(verb.name) ? load(verb) : listed(verb));
  for (const command of [drydock, ...drydock.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(red(text)) });
  }
  return drydock;
}

/** Does what the command line says. */
export async function main(): Promise<void> {
  endWithoutTerminal();
  // The versions of the AWS SDK are pinned; what later ones will need is no news for people who run commands.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  try {
    await program(process.argv.slice(2)).parseAsync();
  } catch (error) {
    process.exitCode = exitCode(error);
  }
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) {
    console.error(red("Interrupted."));
    return INTERRUPTED;
  }
  if (error instanceof UserError) {
    console.error(red(error.message));
    return error.exitCode;
  }
  if (isUnreadable(error)) {
    // Its message, and what it holds, may quote a secret.
    console.error(
      red(`What was asked has given an answer that cannot be read; try again.\n${placeOf(error as Error)}`),
    );
    return 1;
  }
  console.error(error);
  return 1;
}

/** Where an error was made, without what it says. */
function placeOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
}

if (require.main === module) void main();
