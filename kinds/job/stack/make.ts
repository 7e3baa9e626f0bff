import { deadLetters } from "../../../modules/sqs/dead-letters";
import type { DataContext } from "../../core/contexts/data";
import { jobFailuresOutputs } from "../outputs";
import { hasSchedules } from "../schedules";

/** The queue of runs of scheduled jobs that failed, or that could not even start. */
export function makeJobFailures({ environment, scope, prefix, guarded, publish }: DataContext): void {
  if (!hasSchedules(environment)) return;
  const queue = deadLetters(scope, "scheduled-jobs_dead-letters", { of: `${prefix}-scheduled-jobs`, guarded });
  publish(jobFailuresOutputs.name, queue.name);
  publish(jobFailuresOutputs.arn, queue.arn);
  publish(jobFailuresOutputs.url, queue.url);
}
