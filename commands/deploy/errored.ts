import { readFileSync, rmSync } from "node:fs";
import type { Stack } from "../base/synthesize";
import { UserError } from "../base/user-error";
import { writeAtomically } from "../base/write-atomically";
import { erroredStates, refusalOf, textToPush } from "../terraform/errored-state";
import { PUSH } from "./closing-words";
import { commandLine } from "./command-line";
import type { Workplace } from "./workplace";

/** Refuses to go on while a state of one of the stacks could not be written. */
export function refuseErrored({ root, stacks }: Workplace): void {
  const found = stacks.flatMap(({ name }) => erroredStates(root, name).map((file) => ({ name, file })));
  if (found.length === 0) return;
  const command = `${commandLine()} ${PUSH}`;
  throw new UserError(found.map(({ name, file }) => refusalOf(root, name, file, command)).join("\n"));
}

/** Writes the states that could not be written, and removes their files. */
export async function pushErrored(place: Workplace): Promise<void> {
  for (const stack of place.stacks) {
    for (const file of erroredStates(place.root, stack.name)) await push(place, stack, file);
  }
}

async function push(place: Workplace, stack: Stack, file: string): Promise<void> {
  const { terraform } = await place.site(stack);
  const name = place.path(file);
  await place.reporter.during(`${stack.name}: writing ${name} to the state`, async () => {
    await terraform.init("-reconfigure");
    const errored = readFileSync(file, "utf8");
    const text = textToPush(name, errored, await terraform.pullState());
    if (text === undefined) return;
    // The file itself is replaced first: if pushing fails, it can be tried again.
    if (text !== errored) writeAtomically(file, text);
    await terraform.pushState(file);
  });
  rmSync(file);
  place.reporter.say(`${stack.name}: the state is written, ${name} is removed`);
}
