import { jsonOrNothing } from "../base/json";
/** What Terraform writes down about who holds a state's lock (`statemgr.LockInfo` in its sources). */
export interface LockInfo {
  readonly id: string;
  /** What it does, such as `apply`. */
  readonly operation: string;
  /** `user@host`. */
  readonly who: string;
  readonly created: Date;
}

/** Reads what Terraform wrote down; nothing if it is not of its form, as after a hand has been at it. */
export function parseLockInfo(text: string): LockInfo | undefined {
  const info = (jsonOrNothing(text) ?? {}) as Record<string, unknown>;
  const { ID: id, Operation: operation, Who: who, Created: created } = info;
  const time = new Date(String(created));
  if (typeof id !== "string" || typeof who !== "string" || Number.isNaN(time.getTime())) return undefined;
  return { id, operation: verb(String(operation ?? "")), who, created: time };
}

/** `OperationTypeApply` is Terraform's word for an apply; others are words already, such as `state-push`. */
function verb(operation: string): string {
  return operation.replace(/^OperationType(?=.)/, "").toLowerCase() || "something it did not name";
}

/** The machine of a holder. */
export function hostOf({ who }: LockInfo): string {
  return who.slice(who.lastIndexOf("@") + 1);
}

/** How long ago something was, in words: `40 s`, `12 min`, `3 h`, `5 days`. */
export function age(since: Date, now: Date = new Date()): string {
  const seconds = Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}
