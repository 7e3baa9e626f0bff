import type { Construct } from "constructs";
import { LONGEST_NAME } from "../../../aws/name-limits";
import { shorten, shortHash } from "../../../aws/shorten";
import { Role } from "../../../modules/iam/role";
import { QueueTrigger } from "../../../modules/lambda/queue-trigger";
import { TopicTrigger } from "../../../modules/lambda/topic-trigger";
import type { ObjectTarget } from "../../../modules/s3/bucket-notification";
import { BucketNotification } from "../../../modules/s3/bucket-notification";
import { ScheduledFunction } from "../../../modules/scheduler/scheduled-function";
import { bucketOutputs } from "../../bucket/outputs";
import type { ServiceContext } from "../../core/contexts/service";
import { queueOutputs } from "../../queue/outputs";
import { topicOutputs } from "../../topic/outputs";
import type { Trigger } from "../settings";
import type { Functions } from "./functions";
import type { ImageFunction } from "./image-function";

type Of<Key extends string> = Extract<Trigger, Record<Key, unknown>>;

/** Adds what starts the functions of an environment: buckets, queues, topics and the clock. */
export function addFunctionTriggers(scope: Construct, context: ServiceContext, functions: Functions): void {
  const objects = new Map<string, ObjectTarget[]>();
  for (const [name, { triggers }] of Object.entries(context.environment.functions)) {
    const one = functions.get(name);
    const clocks: Of<"schedule">[] = [];
    for (const trigger of triggers) {
      if ("queue" in trigger) addQueue(one, trigger, context);
      if ("topic" in trigger) addTopic(one, trigger, context);
      if ("schedule" in trigger) clocks.push(trigger);
      if ("bucket" in trigger) {
        const { bucket, prefix, suffix } = trigger;
        objects.set(bucket, [...(objects.get(bucket) ?? []), { name, functionArn: one.arn, prefix, suffix }]);
      }
    }
    if (clocks.length > 0) addSchedules(one, clocks, context);
  }
  for (const [bucket, targets] of objects) addNotification(scope, bucket, targets, context);
}

function addNotification(
  scope: Construct,
  bucket: string,
  targets: readonly ObjectTarget[],
  { data, account }: ServiceContext,
): void {
  new BucketNotification(scope, bucket, {
    bucket: data(bucketOutputs(bucket).name),
    bucketArn: data(bucketOutputs(bucket).arn),
    account,
    targets,
  });
}

function addTopic(one: ImageFunction, { topic }: Of<"topic">, { data }: ServiceContext): void {
  new TopicTrigger(one, `from_${topic}`, { topicArn: data(topicOutputs(topic).arn), functionArn: one.arn });
}

/** Queues share the function's own concurrency, so that none takes messages that cannot be worked on. */
function addQueue(one: ImageFunction, { queue, batch }: Of<"queue">, { data, environment }: ServiceContext): void {
  const { concurrency, triggers } = environment.functions[one.node.id]!;
  const queues = triggers.filter((trigger) => "queue" in trigger).length;
  new QueueTrigger(one, `from_${queue}`, {
    queueArn: data(queueOutputs(queue).arn),
    functionArn: one.arn,
    batch,
    concurrency: concurrency && Math.floor(concurrency / queues),
  });
}

function addSchedules(one: ImageFunction, clocks: readonly Of<"schedule">[], context: ServiceContext): void {
  const role = starter(one, context);
  for (const { schedule, timeZone } of clocks) {
    const key = shortHash(JSON.stringify([schedule, timeZone]));
    new ScheduledFunction(one, `clock_${key}`, {
      name: shorten(`${one.name}-${key}`, LONGEST_NAME.schedule),
      description: `Starts the function ${one.name}`,
      schedule,
      timeZone,
      functionArn: one.arn,
      roleArn: role.arn,
      deadLettersArn: one.deadLettersArn,
    });
  }
}

/** May start one function, and keep what could not be started. */
function starter(one: ImageFunction, { environment, account }: ServiceContext): Role {
  return new Role(one, "starter", {
    name: `${one.name}-schedule`,
    description: `Lets EventBridge Scheduler start the function ${one.name}`,
    service: "scheduler.amazonaws.com",
    account,
    permissionsBoundary: environment.permissionsBoundary,
    statements: [
      { sid: "StartFunction", actions: ["lambda:InvokeFunction"], resources: [one.arn] },
      { sid: "KeepWhatFailed", actions: ["sqs:SendMessage"], resources: [one.deadLettersArn] },
    ],
  });
}
