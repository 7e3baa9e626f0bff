import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Commands of cdktf that take the lock of a state, with their second names. */
const VERBS = /\bcdktf(?:\.js)?\s(?:.*?\s)?(deploy|apply|destroy|diff|plan|watch)(?:\s|$)/;

/** What cdktf starts in place of Terraform, by the end of its path. */
const GUARD = join("commands", "cdktf", "terraform.js");

/** Processes above ours that are looked at: shells, and cdktf. */
const GENERATIONS = 5;

/**
 * The sentence for whoever runs cdktf without this project's launcher, so that an interruption can lose a state;
 * nothing for everybody else, nor for commands that touch no state.
 */
export function unguarded(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  above: () => readonly string[] = commandsAbove,
): string | undefined {
  // cdktf tells every app this, and nobody else does.
  if (variables["CDKTF_CONTEXT_JSON"] === undefined) return undefined;
  if (variables["TERRAFORM_BINARY_NAME"]?.endsWith(GUARD)) return undefined;
  const verb = above()
    .map((command) => VERBS.exec(command)?.[1])
    .find((found) => found !== undefined);
  if (verb === undefined) return undefined;
  return `This cdktf was not started by Drydock, so one Ctrl-C can lose the state of what Terraform has just made: use npm run deploy -- <system>-<environment>, or npm run cdktf -- ${verb} with the same stacks (docs/deploy.md).`;
}

/** The command lines of the processes that have started ours, from the nearest. */
function commandsAbove(): string[] {
  const commands: string[] = [];
  let pid = process.ppid;
  for (let generation = 0; generation < GENERATIONS && pid > 1; generation += 1) {
    const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
    if (command === undefined) break;
    commands.push(command);
    pid = Number(parent);
  }
  return commands;
}
