import type { WatchContext } from "../../core/contexts/watch";
import { deadLetterAlarm } from "../../queue/stack/alarms";
import { jobFailuresOutputs } from "../outputs";
import { hasSchedules } from "../schedules";

/** Watches the jobs by the clock. */
export function watchJobs({ environment, data, addAlarms }: WatchContext): void {
  if (!hasSchedules(environment)) return;
  const failures = data(jobFailuresOutputs.name);
  addAlarms("scheduled-jobs", [
    deadLetterAlarm(
      failures,
      `Jobs by the clock failed or could not start, and are in the queue ${failures}, each with its reason. Read one there, and the log of the job's service; mend the cause, run the job with "drydock run", and purge the queue.`,
    ),
  ]);
}
