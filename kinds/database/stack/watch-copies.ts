import type { WatchContext } from "../../core/contexts/watch";
import { deadLetterAlarm } from "../../queue/stack/alarms";
import { copiesOutputs } from "../copies-outputs";
import { DatabaseCopies } from "./copies";
import { hasCopies } from "./copy-rhythm";

/** Copies of databases, and what tells of those that failed. */
export function watchCopies({ scope, environment, prefix, account, data, addAlarms }: WatchContext): void {
  if (!hasCopies(environment)) return;
  const failures = data(copiesOutputs.failuresName);
  new DatabaseCopies(scope, "database_copies", { environment, prefix, account, data });
  addAlarms("copies", [
    deadLetterAlarm(
      failures,
      `Copies of databases failed and are in the queue ${failures}, each with its reason. Read one there, mend the cause, make the copy by hand (docs/backups.md says how), and purge the queue.`,
    ),
  ]);
}
