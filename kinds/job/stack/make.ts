import { deadLetters } from "../../../modules/sqs/dead-letters";
import type { DataContext } from "../../core/contexts/data";
import { hasSchedules } from "../schedules";

/** The queue of runs of scheduled jobs that failed, or that could not even start. */
export function makeJobFailures({ environment, scope, prefix, guarded, publish }: DataContext): void {
  if (!hasSchedules(environment)) return;
  const queue = deadLetters(scope, "scheduled-jobs_dead-letters", { of: `${prefix}-scheduled-jobs`, guarded });
  publish("scheduled_jobs_failures_name", queue.name, "Name of the queue of jobs that failed");
  publish("scheduled_jobs_failures_arn", queue.arn, "ARN of the queue of jobs that failed");
  publish("scheduled_jobs_failures_url", queue.url, "URL of the queue of jobs that failed");
}
