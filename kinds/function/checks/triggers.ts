import { suggestion } from "../../../language/diagnostics/nearest";
import { durationText } from "../../../language/types/duration";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import { writablePrefixes } from "../../bucket/writable-prefixes";
import type { Environment } from "../../core/environment";
import type { BucketTrigger, LambdaFunction, Trigger } from "../settings";

/** Fewest runs at a time that a queue can be limited to (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html). */
const QUEUE_RUNS = 2;

/** How much longer than a run a message should stay hidden (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
const VISIBILITY = 6;

interface Placed {
  readonly name: string;
  readonly settings: LambdaFunction;
  readonly trigger: Trigger;
  readonly path: readonly Step[];
}

function placed({ functions }: Environment): Placed[] {
  return Object.entries(functions).flatMap(([name, settings]) =>
    settings.triggers.map((trigger, index) => ({
      name,
      settings,
      trigger,
      path: ["functions", name, "triggers", index],
    })),
  );
}

function existence(environment: Environment, { trigger, path }: Placed): Diagnostic[] {
  return (["bucket", "queue", "topic"] as const).flatMap((kind): Diagnostic[] => {
    const source = (trigger as Partial<Record<typeof kind, string>>)[kind];
    const known = Object.keys(environment[`${kind}s`]);
    if (source === undefined || known.includes(source)) return [];
    const message = `there is no ${kind} \`${source}\`; ${suggestion(source, known, `add it to \`${kind}s\``)}`;
    return [{ path: [...path, kind], message }];
  });
}

/** A bucket has one list of what its objects start, which is its owner's. */
function takenBuckets({ buckets }: Environment, { trigger, path }: Placed): Diagnostic[] {
  if (!("bucket" in trigger)) return [];
  const from = buckets[trigger.bucket]?.from;
  const message = `\`${trigger.bucket}\` is the bucket of environment \`${from}\`, and starts that environment's functions only; move the function there, or use a bucket of its own`;
  return from === undefined ? [] : [{ path: [...path, "bucket"], message }];
}

/** A function is started once by each thing; objects of a bucket are told apart by their keys. */
function twice(all: readonly Placed[]): Diagnostic[] {
  const known = new Set<string>();
  return all.flatMap(({ name, trigger, path }): Diagnostic[] => {
    if ("bucket" in trigger) return [];
    const { batch: _, ...source } = { batch: 0, ...trigger };
    const key = JSON.stringify([name, source]);
    const isKnown = known.has(key);
    known.add(key);
    return isKnown ? [{ path, message: "starts this function already; take one of the two out" }] : [];
  });
}

/** Two triggers of a bucket that some object would both meet; S3 refuses them (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html). */
function overlaps(all: readonly Placed[]): Diagnostic[] {
  return all.flatMap(({ trigger, path }, index): Diagnostic[] => {
    if (!("bucket" in trigger)) return [];
    const rival = all.slice(0, index).find((other) => meets(trigger, other.trigger));
    const message = `some objects of \`${trigger.bucket}\` would start functions.${rival?.name} too, which S3 refuses; choose a \`prefix\` or \`suffix\` that none of the other's objects has`;
    return rival ? [{ path, message }] : [];
  });
}

function meets(one: BucketTrigger, other: Trigger): boolean {
  if (!("bucket" in other) || one.bucket !== other.bucket) return false;
  const { prefix = "", suffix = "" } = one;
  const { prefix: otherPrefix = "", suffix: otherSuffix = "" } = other;
  const begins = prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix);
  return begins && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
}

/** A function that writes where its own trigger is would start itself for ever. */
function loops({ settings, trigger, path }: Placed): Diagnostic[] {
  if (!("bucket" in trigger)) return [];
  const { bucket, prefix = "", suffix } = trigger;
  // With a prefix, the function's role is denied to write what would start it; here nothing else would be left.
  const isWithin = (written: string) => written.startsWith(prefix) && (prefix === "" || suffix === undefined);
  const remedy =
    prefix === "" ? "give the trigger a `prefix`, where the function then cannot write," : "write elsewhere,";
  const message = `what the function writes to \`${bucket}\` would start it again; ${remedy} or use another bucket`;
  return writablePrefixes(settings.uses[bucket]).some(isWithin) ? [{ path, message }] : [];
}

function queueDiagnostics({ queues }: Environment, { settings, trigger, path }: Placed): Diagnostic[] {
  if (!("queue" in trigger)) return [];
  const { timeout, concurrency, triggers } = settings;
  const visibility = queues[trigger.queue]?.visibility ?? timeout;
  const hidden = `hides a message for ${durationText(visibility)}, and a run may take ${durationText(timeout)}, so that others would start with it; set queues.${trigger.queue}.visibility to ${durationText(timeout * VISIBILITY)}, six times that, as AWS recommends`;
  const least = QUEUE_RUNS * triggers.filter((other) => "queue" in other).length;
  const few = `starts at least ${QUEUE_RUNS} runs at a time, and the \`concurrency\` of the function is ${concurrency}; make it at least ${least}`;
  return [
    ...(visibility < timeout ? [{ path: [...path, "queue"], message: `\`${trigger.queue}\` ${hidden}` }] : []),
    ...(concurrency !== undefined && concurrency < least
      ? [{ path: [...path, "queue"], message: `\`${trigger.queue}\` ${few}` }]
      : []),
  ];
}

/** Functions are started by what exists, each by a thing once, and not by themselves. */
export function triggers(environment: Environment): Diagnostic[] {
  const all = placed(environment);
  return [
    ...all.flatMap((one) => existence(environment, one)),
    ...all.flatMap((one) => takenBuckets(environment, one)),
    ...twice(all),
    ...overlaps(all),
    ...all.flatMap(loops),
    ...all.flatMap((one) => queueDiagnostics(environment, one)),
  ];
}
