import { suggestion } from "../../../language/diagnostics/nearest";
import { durationText } from "../../../language/types/duration";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { QueueScaling } from "../queue-scaling";
import type { Service } from "../settings";

type Message = [path: Step[], message: string | false];

/** A day in seconds, the most that an alarm looks back (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). */
const LOOKBACK = 86_400;

function queuesMessages({ queues }: Environment, { uses }: Service, { of, alsoEmpty }: QueueScaling): Message[] {
  const known = Object.keys(queues);
  const missing = (name: string) =>
    !known.includes(name) && `there is no queue \`${name}\`; ${suggestion(name, known, "add it to `queues`")}`;
  return [
    [["of"], missing(of) || (uses[of] !== "receive" && `is not received from; add \`${of}: receive\` to \`uses\``)],
    ...alsoEmpty.map(
      (name, index): Message => [
        ["alsoEmpty", index],
        missing(name) ||
          ((name === of || alsoEmpty.indexOf(name) < index) && `\`${name}\` is there already; take it out`),
      ],
    ),
  ];
}

function backlogMessages({ queues }: Environment, { scale }: Service, queue: QueueScaling): Message[] {
  const { of, latency, perMessage, up } = queue;
  if (perMessage === undefined) return [];
  const visibility = queues[of]?.visibility ?? perMessage;
  const wait = up.period * up.periods + 60;
  return [
    [["up", "steps"], up.steps !== undefined && "is for fixed steps, and `perMessage` for a latency; take one out"],
    [["perMessage"], latency === undefined && "needs a `latency` to keep; add it, such as `latency: 10m`"],
    [
      ["perMessage"],
      latency !== undefined &&
        latency < perMessage &&
        `\`${durationText(perMessage)}\` is longer than \`latency\`, which is ${durationText(latency)}; raise that`,
    ],
    [
      ["perMessage"],
      visibility < perMessage &&
        `\`${durationText(perMessage)}\` is longer than a message of \`${of}\` stays hidden, so another task gets it too; raise queues.${of}.visibility, which is ${durationText(visibility)}`,
    ],
    [
      ["up", "periods"],
      up.periods < 2 &&
        "`1` is too few with `perMessage`: the latest number of tasks is often not known yet; raise it to 2",
    ],
    // The alarm counts the tasks that were added only when its periods have passed and been published.
    [
      ["perMessage"],
      scale.cooldown.out < wait &&
        `needs a longer \`scale.cooldown.out\` than ${durationText(scale.cooldown.out)}, or tasks are added twice for the same messages; raise it to ${durationText(wait)}`,
    ],
  ];
}

function stepMessages({ up }: QueueScaling): Message[] {
  const steps = up.steps ?? [];
  return steps.map(
    ({ over }, index): Message => [
      ["up", "steps", index, "over"],
      index > 0 && over <= steps[index - 1]!.over && `\`${over}\` does not rise; put the steps in order`,
    ],
  );
}

function lookbackMessages(queue: QueueScaling): Message[] {
  return (["up", "down"] as const).map((side): Message => {
    const { period, periods } = queue[side];
    const message = `\`${periods}\` times ${durationText(period)} is more than the day that CloudWatch looks back; lower it`;
    return [[side, "periods"], period * periods > LOOKBACK && message];
  });
}

function alone({ scale }: Service): Message[] {
  const others = (["cpu", "memory", "requests"] as const).filter((other) => scale[other] !== undefined);
  return others.map((other) => [[], `\`${other}\` says how many tasks run, too; take one of them out`]);
}

/** Services that follow a queue receive from it, and can. */
export function queueScaling(environment: Environment): Diagnostic[] {
  return Object.entries(environment.services).flatMap(([name, service]) => {
    const { queue } = service.scale;
    if (!queue) return [];
    const messages = [
      ...alone(service),
      ...queuesMessages(environment, service, queue),
      ...backlogMessages(environment, service, queue),
      ...stepMessages(queue),
      ...lookbackMessages(queue),
    ];
    return messages.flatMap(([path, message]): Diagnostic[] =>
      message === false ? [] : [{ path: ["services", name, "scale", "queue", ...path], message }],
    );
  });
}
