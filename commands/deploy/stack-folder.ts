import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../base/synthesize";
import { UserError } from "../base/user-error";
import { Locked, lock } from "../process/lock";
import { ERRORED_STATE, STACKS_FOLDER } from "../terraform/errored-state";

/**
 * What stays in a stack's folder when it is synthesized anew: where `init` notes which backend it has settled on, and
 * a state that could not be written.
 */
const STAYS = [".terraform", ERRORED_STATE];

/** Puts what was synthesized into the folder that the stack has of its own, for all deploys. */
export function layOut(root: string, stack: Stack): string {
  const folder = join(root, STACKS_FOLDER, stack.name);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!STAYS.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
  cpSync(stack.folder, folder, { recursive: true });
  return folder;
}

/** Makes sure that no other command works on the same stacks from here. Returns what gives them back. */
export function lockStacks(root: string, stacks: readonly Stack[]): () => void {
  const releases: (() => void)[] = [];
  const release = () => {
    for (const one of releases) one();
  };
  for (const { name } of stacks) {
    try {
      releases.push(lock(join(root, STACKS_FOLDER, `${name}.lock`)));
    } catch (error) {
      release();
      if (!(error instanceof Locked)) throw error;
      const { file, holder } = error;
      throw new UserError(
        `Process ${holder.pid} works on ${name} since ${holder.since}: wait for it, or remove ${file} if that process is something else.`,
      );
    }
  }
  return release;
}
