import { shorten } from "../../../aws/shorten";
import { onDemand } from "../../../stacks/on-demand";
import { type DataContext, each } from "../../contexts/data";
import type { Queue as QueueSettings } from "../settings";

/** Topics, queues, and what functions and jobs by the clock failed at. */
export function addMessages(context: DataContext): void {
  const { topics, queues, functions, jobs } = context.environment;
  each(topics, (name) => addTopic(context, name));
  each(queues, (name, settings) => addQueue(context, name, settings));
  each(functions, (name) => addDeadLetters(context, name));
  if (Object.values(jobs).some(({ schedule }) => schedule !== undefined)) addJobFailures(context);
}

function addTopic(context: DataContext, name: string): void {
  const topic = new onDemand.Topic(context.scope, name, { name: `${context.prefix}-${name}` });
  context.topics.set(name, topic.arn);
  context.publish(`${name}_arn`, topic.arn, `ARN of the topic ${name}`);
}

function addQueue(context: DataContext, name: string, settings: QueueSettings): void {
  const queue = new onDemand.Queue(context.scope, name, {
    // SQS takes 80 characters, and the dead-letter queue's name is 13 longer.
    name: shorten(`${context.prefix}-${name}`, 67),
    visibility: settings.visibility,
    wait: settings.wait,
    retain: settings.retain,
    attempts: settings.attempts,
    topicArn: settings.from ? context.topics.get(settings.from)! : undefined,
    guarded: context.guarded,
  });
  context.publish(`${name}_url`, queue.url, `URL of the queue ${name}`);
  context.publish(`${name}_arn`, queue.arn, `ARN of the queue ${name}`);
  context.publish(`${name}_name`, queue.name, `Name of the queue ${name}`);
}

/** What a function failed at is to be kept, whatever becomes of the function. */
function addDeadLetters(context: DataContext, name: string): void {
  const queue = onDemand.deadLetters(context.scope, `${name}_dead-letters`, {
    of: `${context.prefix}-${name}`,
    guarded: context.guarded,
  });
  context.publish(`${name}_dead_letters_arn`, queue.arn, `ARN of the dead-letter queue of the function ${name}`);
  context.publish(`${name}_dead_letters_name`, queue.name, `Name of the dead-letter queue of the function ${name}`);
}

/** Runs of jobs by the clock that failed, or that could not even start. */
function addJobFailures({ scope, prefix, guarded, publish }: DataContext): void {
  const queue = onDemand.deadLetters(scope, "scheduled-jobs_dead-letters", { of: `${prefix}-scheduled-jobs`, guarded });
  publish("scheduled_jobs_failures_name", queue.name, "Name of the queue of jobs that failed");
  publish("scheduled_jobs_failures_arn", queue.arn, "ARN of the queue of jobs that failed");
  publish("scheduled_jobs_failures_url", queue.url, "URL of the queue of jobs that failed");
}
