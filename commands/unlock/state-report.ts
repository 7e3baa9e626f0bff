import type { StateClients, StatePlace } from "../bootstrap/imports";
import type { Holder } from "../states/holder";
import { age, type LockInfo } from "../states/lock-info";
import { type Digest, explain, fits, readDigest } from "../states/state-digest";
import type { StateKey } from "../states/state-keys";
import { type Half, readLock } from "../states/state-lock";

/** What is to be known of one state before anything is removed. */
export interface StateReport extends StateKey {
  readonly halves: readonly Half[];
  readonly digest: Digest;
}

/** Looks at the lock and the digest of a state. */
export async function readReport(clients: StateClients, place: StatePlace, state: StateKey): Promise<StateReport> {
  const halves = await readLock(clients, place, state.key);
  // Who holds the lock may be between the state and its digest.
  return { ...state, halves, digest: await readDigest(clients, place, state.key) };
}

/** A state as `--json` prints it. */
export function json({ stack, key, halves, digest }: StateReport): object {
  return {
    stack,
    key,
    locks: halves.map(({ kind, info, holder }) => ({
      kind,
      id: info?.id,
      operation: info?.operation,
      who: info?.who,
      created: info?.created,
      holder,
    })),
    digest: { ...digest, fits: fits(digest), ...(!fits(digest) && { explanation: explain(digest) }) },
  };
}

/** A state in words; nothing if there is nothing to say. */
export function words(report: StateReport): string[] {
  const { stack, halves, digest } = report;
  const lines: string[] = [];
  for (const group of byLock(halves)) {
    const { info, holder } = group[0]!;
    const kinds = group.map(({ kind }) => kind).join(" and ");
    const half = group.length === 1 ? `, by its ${kinds} only (half a lock)` : "";
    lines.push(`${stack}: locked${half} ${info ? since(info) : `by a ${kinds} that says nothing`}; ${fate(holder)}`);
  }
  if (!fits(digest)) {
    lines.push(`${stack}: the digest in the table is not that of the state: ${explain(digest)}`);
  }
  return lines;
}

/** The halves, those of one lock together. */
function byLock(halves: readonly Half[]): Half[][] {
  const [first, second] = halves;
  if (!first) return [];
  if (second && first.info?.id !== undefined && first.info.id === second.info?.id) return [[first, second]];
  return halves.map((half) => [half]);
}

function since({ id, operation, who, created }: LockInfo): string {
  return `since ${created.toISOString()} (${age(created)} ago) by ${who} for ${operation}, lock ${id}`;
}

function fate(holder: Holder): string {
  switch (holder.state) {
    case "alive":
      return `process ${holder.pid} on this machine holds it and still works`;
    case "ended":
      return "its process was on this machine and has ended";
    case "elsewhere":
      return `whether its process still works can only be seen on ${holder.host}`;
    case "unknown":
      return `whether its process still works cannot be told: ${holder.reason}`;
  }
}
