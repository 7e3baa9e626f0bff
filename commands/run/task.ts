import { setTimeout as sleep } from "node:timers/promises";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeTasksCommand, type ECSClient, RunTaskCommand, StopTaskCommand, type Task } from "@aws-sdk/client-ecs";
import { refusal } from "../base/aws-refusal";
import { UserError } from "../base/user-error";
import { Interrupted } from "../process/processes";
import { LogReader } from "./log";
import type { Place } from "./place";
import type { Work } from "./work";

/** Who started a task, as ECS shows it. */
const STARTED_BY = "drydock";

/** How a task is watched. */
export interface Watch {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  /** Milliseconds between two looks at the task. */
  readonly interval: number;
  /** Aborted when nobody wants the task any more. */
  readonly signal: AbortSignal;
  /** Called when the task has a new status, such as `pending`. */
  readonly onStatus: (status: string, taskId: string) => void;
  /** Called with each line of the container's log. */
  readonly onLine: (line: string) => void;
}

/** Runs work in a task of its own until the task has stopped. */
export async function runTask(work: Work, place: Place, watch: Watch): Promise<Task> {
  if (watch.signal.aborted) throw new Interrupted();
  const started = await start(work, place, watch.ecs);
  try {
    return await untilStopped(started, place, watch);
  } catch (error) {
    if (watch.signal.aborted) return await stop(started, place, watch.ecs);
    throw lostSight(error, started, place);
  }
}

async function start(work: Work, { cluster, taskDefinition, network }: Place, ecs: ECSClient): Promise<Task> {
  const { tasks = [], failures = [] } = await ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition,
      networkConfiguration: network,
      // On demand, also where the service runs on Spot: a migration had better not be interrupted.
      launchType: "FARGATE",
      startedBy: STARTED_BY,
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
      tags: [{ key: "Job", value: work.name }],
      overrides: { containerOverrides: [{ name: work.container, command: [...work.command] }] },
    }),
  );
  if (tasks[0]) return tasks[0];
  const reasons = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": "));
  throw new UserError(`ECS started no task for ${work.name}: ${reasons.join("; ") || "it gave no reason"}.`);
}

async function untilStopped(started: Task, place: Place, watch: Watch): Promise<Task> {
  const { ecs, interval, signal, onStatus, onLine } = watch;
  const taskId = started.taskArn!.split("/").at(-1)!;
  const stream = place.log(taskId);
  const log = stream && new LogReader(watch.logs, stream);
  let task = started;
  onStatus(task.lastStatus!, taskId);
  for (;;) {
    await sleep(interval, undefined, { signal });
    // A task that had stopped before this look has written all of its log.
    const isOver = task.lastStatus === "STOPPED";
    for (const line of (await log?.read()) ?? []) onLine(line);
    if (isOver) return task;
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster: place.cluster, tasks: [task.taskArn!] }));
    const seen = tasks[0] ?? task;
    if (seen.lastStatus !== task.lastStatus) onStatus(seen.lastStatus!, taskId);
    task = seen;
  }
}

async function stop({ taskArn }: Task, { cluster, region }: Place, ecs: ECSClient): Promise<never> {
  try {
    await ecs.send(new StopTaskCommand({ cluster, task: taskArn, reason: "Interrupted in drydock run" }));
  } catch (error) {
    const { message } = refusal(error, `ECS in ${region}`);
    throw new UserError(
      `The task could not be stopped and may run on: ${message}\n` +
        `Stop it with aws ecs stop-task --region ${region} --cluster ${cluster} --task ${taskArn}`,
    );
  }
  throw new Interrupted();
}

function lostSight(error: unknown, { taskArn }: Task, { cluster, region }: Place): UserError {
  return new UserError(
    `Lost sight of the task, which runs on: ${refusal(error, `AWS in ${region}`).message}\n` +
      `See it with aws ecs describe-tasks --region ${region} --cluster ${cluster} --tasks ${taskArn}`,
  );
}
