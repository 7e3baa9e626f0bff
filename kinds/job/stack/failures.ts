import type { FailureEvents } from "../../../modules/eventbridge/failure-record";

/** A job that runs by the clock, as ECS tells of it. */
export interface JobSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** ARN of the ECS cluster that its tasks run in. */
  readonly clusterArn: string;
  /** Container whose exit code is the job's. */
  readonly container: string;
}

/** Group of a job's tasks; ECS's own groups begin with `family:` and `service:`. */
export function jobGroup(name: string): string {
  return `job:${name}`;
}

/**
 * Events that say that a run of a job failed: its container ended with another exit code than 0, or the task never began
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html). Others of the task's containers may
 * end as they like: ECS stops them when the job is done. In an array, EventBridge looks for one element that has all of it.
 */
export function jobFailure({ name, clusterArn, container }: JobSubject): FailureEvents {
  return {
    description: `The job ${name} failed`,
    pattern: {
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [clusterArn],
        group: [jobGroup(name)],
        lastStatus: ["STOPPED"],
        $or: [
          { containers: { name: [container], exitCode: [{ "anything-but": [0] }] } },
          { stopCode: ["TaskFailedToStart"] },
        ],
      },
    },
  };
}
