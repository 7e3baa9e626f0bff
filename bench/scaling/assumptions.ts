import type { Assumptions } from "./simulation";

/** What nothing synthesized says: rather late than early. */
export const ASSUMPTIONS: Assumptions = {
  // A task on Fargate is there after a minute or two; on an instance that has to start first, after four or five.
  start: 90,
  // Metrics of a minute are complete a minute later, those of Container Insights two.
  delay: { sqs: 60, tasks: 120 },
  // AWS does not say whether it does.
  publishesNoTasks: false,
  poisonAfter: 300,
};

/** Seconds that a task works on a job. */
export const WORK = 1800;
