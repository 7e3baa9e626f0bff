#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import pc from "picocolors";
import { command as bootstrap } from "./bootstrap";
import { command as compose } from "./compose";
import { command as deploy } from "./deploy";
import { command as destroy } from "./destroy";
import { command as exec } from "./exec";
import { command as login } from "./login";
import { command as orphans } from "./orphans";
import { command as plan } from "./plan";
import { INTERRUPTED } from "./process/on-interrupt";
import { Interrupted } from "./process/processes";
import { command as rehearse } from "./rehearse";
import { command as run } from "./run";
import { command as schema } from "./schema";
import { command as secret } from "./secret";
import { command as show } from "./show";
import { command as tunnel } from "./tunnel";
import { command as unlock } from "./unlock";
import { UserError } from "./user-error";
import { version } from "./version";

/** Colours where errors are shown: on a terminal, unless NO_COLOR asks for none. */
const { red } = pc.createColors(pc.isColorSupported && process.stderr.isTTY === true);

const EXAMPLES = `
Examples:
  $ npx drydock show sliderule-test             print an environment with every default
  $ npx drydock rehearse sliderule-test         apply an environment to an emulated AWS
  $ npx drydock rehearse 'sliderule-*' --destroy
  $ npx drydock bootstrap                       make the bucket and table that hold all states
  $ npx drydock plan sliderule-test             show what a deploy would change
  $ npx drydock deploy sliderule-test           apply an environment's layers to your account
  $ npx drydock unlock sliderule-test           who holds its states' locks; remove those of what was killed
  $ npx drydock orphans sliderule-test          what AWS has and no state knows
  $ npx drydock help rehearse                   more about a command

Exit codes: 0 it worked, 1 it failed or found problems, 2 the command was used wrongly, 130 it was interrupted.
`;

const COMMANDS = [
  show,
  compose,
  rehearse,
  bootstrap,
  unlock,
  orphans,
  plan,
  deploy,
  destroy,
  login,
  exec,
  run,
  secret,
  tunnel,
  schema,
];

/** The `drydock` program with all its commands. */
export function program(): Command {
  const drydock = new Command("drydock")
    .description("Provision container applications on AWS: rehearsed first, reviewed in words.")
    .version(version())
    .addHelpText("after", EXAMPLES);
  for (const command of COMMANDS) drydock.addCommand(command());
  for (const command of [drydock, ...drydock.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(red(text)) });
  }
  return drydock;
}

async function main(): Promise<void> {
  // The versions of the AWS SDK are pinned; what later ones will need is no news for people who run commands.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  try {
    await program().parseAsync();
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
  console.error(error);
  return 1;
}

if (require.main === module) void main();
