import type { Container, Task } from "@aws-sdk/client-ecs";
import { stackName } from "../../kinds/core/names";

/** How work ended. */
export interface Outcome {
  /** Exit code of the container; absent if it never ran to its end. */
  readonly exitCode?: number;
  /** What went wrong besides, in words with a remedy; absent if nothing is known. */
  readonly reason?: string;
}

/** What there is to know about a task when it comes to remedies. */
export interface Circumstances {
  /** Name of the environment, `<system>-<environment>`. */
  readonly environment: string;
  readonly system: string;
  readonly service: string;
  readonly container: string;
  /** MiB that the task has. */
  readonly memory: string;
}

/** Reads from a stopped task how it ended. */
export function outcomeOf(task: Task, circumstances: Circumstances): Outcome {
  const containers = task.containers ?? [];
  const own = containers.find(({ name }) => name === circumstances.container);
  const texts = [own?.reason, task.stoppedReason].filter((text) => text !== undefined && text !== "");
  const remedy = remedyFor(texts.join(" "), circumstances);
  if (own?.exitCode !== undefined) return { exitCode: own.exitCode, reason: remedy };
  const others = containers.filter((other) => other !== own && Boolean(other.exitCode)).map(failed);
  return { reason: [...others, remedy ?? texts.join("; ")].filter(Boolean).join("; ") || "ECS gave no reason" };
}

function failed({ name, exitCode, reason }: Container): string {
  return `container ${name} ended with exit code ${exitCode}${reason ? ` (${reason})` : ""}`;
}

/** Errors of stopped tasks, by the words that ECS puts at their beginning (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html). */
const REMEDIES: readonly [RegExp, (circumstances: Circumstances) => string][] = [
  [
    /OutOfMemory/,
    ({ service, memory }) =>
      `it was killed because it needed more memory than the ${memory} MiB of its task; raise services.${service}.size.memory and deploy`,
  ],
  [
    /CannotPull\w*Error/,
    ({ system }) =>
      `its image could not be pulled; deploy ${stackName(system, "images")}, or pin a tag that is in the registry`,
  ],
  [
    /(retrieve|fetch) secret/i,
    ({ environment }) =>
      `a secret or one of its keys is not there or may not be read; see \`npx drydock secret list ${environment}\``,
  ],
  [/Capacity is unavailable/, () => "AWS has no capacity for it at the moment; try again later"],
];

function remedyFor(text: string, circumstances: Circumstances): string | undefined {
  const found = REMEDIES.find(([pattern]) => pattern.test(text));
  return found && `${found[1](circumstances)} (${text})`;
}
