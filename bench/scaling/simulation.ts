import { Alarm, type Read } from "./alarm";
import { Metrics } from "./metrics";
import { Pool } from "./pool";
import { type Job, Queue } from "./queue";
import type { PoolSettings } from "./settings";
import { StepPolicy } from "./step-policy";

/** What nothing synthesized says. */
export interface Assumptions {
  /** Seconds between the wish for a task and its first look at the queue, on Fargate and on an instance of its own. */
  readonly start: { readonly fargate: number; readonly instance: number };
  /** Seconds after the end of a minute until its metric can be read. */
  readonly delay: { readonly sqs: number; readonly tasks: number };
  /** Whether Container Insights publishes that a service has no task. */
  readonly publishesNoTasks: boolean;
  /** Seconds after which poison ends a task. */
  readonly poisonAfter: number;
}

/** Work, and what happens to those who do it. */
export interface Trace {
  readonly name: string;
  readonly description: string;
  readonly jobs: readonly Job[];
  /** Seconds that are simulated. */
  readonly length: number;
  /** Seconds at which half of the busy tasks are lost. */
  readonly losses?: readonly number[];
}

/** A minute of a simulation. */
export interface Sample {
  readonly waiting: number;
  readonly inFlight: number;
  readonly desired: number;
  readonly running: number;
  readonly busy: number;
  /** Seconds that the message which waits longest has waited. */
  readonly longestWait: number;
}

/** A change of the number of tasks. */
export interface Change {
  /** Second. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly policy: string;
}

export interface Run {
  readonly pool: PoolSettings;
  readonly trace: Trace;
  readonly samples: readonly Sample[];
  readonly changes: readonly Change[];
  /** Seconds of tasks, those included that stop late because they are busy. */
  readonly taskSeconds: number;
  /** Seconds that jobs waited for their first task, in their order. */
  readonly waits: readonly number[];
  /** Jobs that were worked through, each as often as it was. */
  readonly done: readonly Job[];
  readonly deadLetters: readonly Job[];
  /** Jobs that are still in the queue at the end. */
  readonly left: number;
  /** Busy tasks that scaling has stopped. */
  readonly killed: number;
  /** Tasks that poison or losses have ended. */
  readonly lost: number;
}

/** Seconds between two looks at the world. All that is simulated lasts longer. */
const TICK = 5;
const MINUTE = 60;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const WAITING = "ApproximateNumberOfMessagesVisible";
const IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

/** Runs a trace through a pool's alarms and policies. Nothing in it is random. */
export function simulate(pool: PoolSettings, trace: Trace, assumptions: Assumptions): Run {
  return new Simulation(pool, trace, assumptions).run();
}

class Simulation {
  private readonly queue: Queue;
  private readonly tasks: Pool;
  private readonly policies: readonly { readonly alarm: Alarm; readonly policy: StepPolicy }[];
  private readonly metrics = new Metrics();
  private readonly samples: Sample[] = [];
  private readonly changes: Change[] = [];
  private readonly jobs: Job[];
  private readonly losses: number[];
  private taskSeconds = 0;

  constructor(
    private readonly pool: PoolSettings,
    private readonly trace: Trace,
    private readonly assumptions: Assumptions,
  ) {
    const { start, poisonAfter } = assumptions;
    this.queue = new Queue(pool.queue);
    const { protection, min, instance } = pool;
    this.tasks = new Pool({
      queue: this.queue,
      tasks: min,
      protection,
      start: instance ? start.instance : start.fargate,
      poisonAfter,
    });
    this.policies = pool.policies.map((settings) => ({
      alarm: new Alarm(settings.alarm),
      policy: new StepPolicy(settings),
    }));
    this.jobs = [...trace.jobs].sort((one, other) => one.arrives - other.arrives);
    this.losses = [...(trace.losses ?? [])];
  }

  run(): Run {
    for (let now = 0; now <= this.trace.length; now += TICK) this.tick(now);
    return {
      pool: this.pool,
      trace: this.trace,
      samples: this.samples,
      changes: this.changes,
      taskSeconds: this.taskSeconds,
      waits: [...this.tasks.waits.values()],
      done: this.tasks.outcomes.map(({ job }) => job),
      deadLetters: this.queue.deadLetters,
      left: this.queue.length,
      killed: this.tasks.killed,
      lost: this.tasks.lost,
    };
  }

  private tick(now: number): void {
    while (this.jobs[0] && this.jobs[0].arrives <= now) this.queue.send(this.jobs.shift()!, now);
    if (this.losses[0] !== undefined && this.losses[0] <= now) {
      this.losses.shift();
      this.tasks.lose(Math.ceil(this.tasks.busy / 2));
    }
    this.tasks.tick(now);
    this.taskSeconds += this.tasks.running * TICK;
    if (now % MINUTE !== 0) return;
    this.sample(now);
    this.scale(now);
  }

  private sample(now: number): void {
    const waiting = this.queue.waiting(now);
    const inFlight = this.queue.length - waiting;
    const { desired, running, busy } = this.tasks;
    this.samples.push({ waiting, inFlight, desired, running, busy, longestWait: this.queue.longestWait(now) });
    const published = this.queue.publishes(now);
    const { name } = this.pool.queue;
    this.metrics.record(WAITING, name, published ? waiting : undefined);
    this.metrics.record(IN_FLIGHT, name, published && inFlight > 0 ? inFlight : undefined);
    for (const other of this.pool.others) {
      // A message for each job that runs; nobody takes it until the job has ended.
      this.metrics.record(WAITING, other, busy || undefined);
      this.metrics.record(IN_FLIGHT, other, undefined);
    }
    const isKnown = desired > 0 || this.assumptions.publishesNoTasks;
    this.metrics.record("DesiredTaskCount", undefined, isKnown ? desired : undefined);
  }

  private scale(now: number): void {
    const { delay } = this.assumptions;
    const read: Read = (metric, from, to) =>
      this.metrics.read(metric, from, Math.min(to, now - (metric.namespace === "AWS/SQS" ? delay.sqs : delay.tasks)));
    for (const { alarm, policy } of this.policies) {
      // An alarm starts its scaling policy again each minute that it lasts
      // (https://repost.aws/knowledge-center/autoscaling-policy-cloudwatch-alarm).
      if (alarm.evaluate(now, read) === "ALARM") this.apply(policy, policy.change(now, alarm.values), now);
    }
  }

  private apply(policy: StepPolicy, change: number, at: number): void {
    const from = this.tasks.desired;
    const to = Math.min(this.pool.max, Math.max(this.pool.min, from + change));
    if (to === from) return;
    this.tasks.scaleTo(to);
    policy.changed(at, to - from);
    if (to > from) for (const other of this.policies) other.policy.interrupted();
    this.changes.push({ at, from, to, policy: policy.settings.name });
  }
}
