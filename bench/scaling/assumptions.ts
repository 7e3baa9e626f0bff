import type { Assumptions } from "./simulation";

/** What nothing synthesized says: rather late than early. */
export const ASSUMPTIONS: Assumptions = {
  // An instance has to start first, and ECS looks once a minute whether it needs one.
  start: { fargate: 90, instance: 300 },
  // Metrics of a minute are complete a minute later, those of Container Insights two.
  delay: { sqs: 60, tasks: 120 },
  // AWS does not say whether it does.
  publishesNoTasks: false,
  poisonAfter: 300,
};

/** Seconds that a task works on a job. */
export const WORK = 1800;
