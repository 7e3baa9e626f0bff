import { output } from "../core/output";

/** What the data layer hands on of the queue of scheduled jobs that failed. */
export const jobFailuresOutputs = {
  name: output("data", "scheduled_jobs_failures_name", "Name of the queue of jobs that failed"),
  arn: output("data", "scheduled_jobs_failures_arn", "ARN of the queue of jobs that failed"),
  url: output("data", "scheduled_jobs_failures_url", "URL of the queue of jobs that failed"),
};
