import { UserError } from "../base/user-error";
import { explain, fits, readDigest, repairDigest } from "../states/state-digest";
import { readLock, removeLock } from "../states/state-lock";
import { words } from "../unlock/state-report";
import type { StateClients, StatePlace } from "./imports";

export interface LeftLockProps {
  readonly clients: StateClients;
  readonly place: StatePlace;
  readonly confirmUnlock?: (words: string) => Promise<void>;
}

/**
 * Mends what a killed run has left at the stack's own state: a lock whose process was on this machine and has ended,
 * and a digest that is older than the state. Any other lock is an error that says who holds it.
 */
export async function mendLock({ clients, place, confirmUnlock }: LeftLockProps, key: string): Promise<void> {
  const halves = await readLock(clients, place, key);
  const digest = await readDigest(clients, place, key);
  if (halves.length > 0) {
    const [said] = words({ stack: "state", key, halves, digest });
    const living = halves.find(({ holder }) => holder.state === "alive");
    if (living) throw new UserError(`${said}. Wait until it has ended, then run this again.`);
    if (!confirmUnlock || halves.some(({ holder }) => holder.state !== "ended")) {
      throw new UserError(`${said}. If you know that it has ended: npx drydock unlock state`);
    }
    await confirmUnlock(said!);
    await removeLock(clients, place, key, halves);
  }
  if (fits(digest) || digest.actual === undefined) return; // Without a state, its digest is forgotten before a new one comes.
  if (!digest.notedWritten) {
    throw new UserError(`state: ${explain(digest)}. To take it as it is: npx drydock unlock state --repair-digest`);
  }
  await repairDigest(clients, place, key, digest);
}
