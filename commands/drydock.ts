#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import pc from "picocolors";
import { command as bootstrap } from "./bootstrap";
import { command as exec } from "./exec";
import { command as login } from "./login";
import { INTERRUPTED } from "./process/on-interrupt";
import { Interrupted } from "./process/processes";
import { command as rehearse } from "./rehearse";
import { UserError } from "./user-error";
import { version } from "./version";

const EXAMPLES = `
Examples:
  $ npx drydock rehearse sliderule-test         apply an environment to an emulated AWS
  $ npx drydock rehearse 'sliderule-*' --destroy
  $ npx drydock bootstrap                       make the bucket and table that hold all states
  $ npx drydock help rehearse                   more about a command

Exit codes: 0 it worked, 1 it failed or found problems, 2 the command was used wrongly, 130 it was interrupted.
`;

/** The `drydock` program with all its commands. */
export function program(): Command {
  const drydock = new Command("drydock")
    .description("Provision container applications on AWS: rehearsed first, reviewed in words.")
    .version(version())
    .addHelpText("after", EXAMPLES);
  for (const command of [rehearse, bootstrap, login, exec]) drydock.addCommand(command());
  for (const command of [drydock, ...drydock.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(pc.red(text)) });
  }
  return drydock;
}

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = exitCode(error);
  }
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) return INTERRUPTED;
  if (error instanceof UserError) {
    console.error(pc.red(error.message));
    return error.exitCode;
  }
  console.error(error);
  return 1;
}

if (require.main === module) void main();
