import { Queue } from "../../../modules/sqs/queue";
import { type DataContext, each } from "../../core/contexts/data";
import { queueName } from "../names";
import { queueOutputs } from "../outputs";
import type { Queue as Settings } from "../settings";

/** Queues. */
export function makeQueues(context: DataContext): void {
  each(context.environment.queues, (name, settings) => addQueue(context, name, settings));
}

function addQueue(context: DataContext, name: string, settings: Settings): void {
  const queue = new Queue(context.scope, name, {
    name: queueName(context.environment, name),
    visibility: settings.visibility,
    wait: settings.wait,
    retain: settings.retain,
    attempts: settings.attempts,
    topicArn: settings.from ? context.topics.get(settings.from)! : undefined,
    guarded: context.guarded,
  });
  const outputs = queueOutputs(name);
  context.publish(outputs.url, queue.url);
  context.publish(outputs.arn, queue.arn);
  context.publish(outputs.name, queue.name);
}
