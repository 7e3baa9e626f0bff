import type { Job, Message, Queue } from "./queue";

interface Task {
  /** Second from which it works. */
  readonly ready: number;
  busy?: { readonly message: Message; readonly until: number };
}

export interface PoolProps {
  readonly queue: Queue;
  /** Tasks that run when the trace begins. */
  readonly tasks: number;
  /** Whether a busy task protects itself. */
  readonly protection: boolean;
  /** Seconds between the wish for a task and its first look at the queue. */
  readonly start: number;
  /** Seconds after which poison ends a task. */
  readonly poisonAfter: number;
}

/** What has become of a job. */
export interface Outcome {
  readonly job: Job;
  /** Seconds until a task had it for the first time. */
  readonly waited: number;
  readonly done: number;
}

/**
 * The tasks of an ECS service that take one message at a time. Too many are stopped, those without work first; one that
 * protects itself is never.
 */
export class Pool {
  readonly outcomes: Outcome[] = [];
  /** Seconds that each job waited for its first task. */
  readonly waits = new Map<Job, number>();
  /** Tasks that were stopped in the middle of a job because there were too many. */
  killed = 0;
  /** Tasks that poison or a loss has ended. */
  lost = 0;
  private tasks: Task[] = [];
  private wanted: number;

  constructor(private readonly props: PoolProps) {
    this.wanted = props.tasks;
    this.tasks = Array.from({ length: props.tasks }, () => ({ ready: 0 }));
  }

  get running(): number {
    return this.tasks.length;
  }

  get desired(): number {
    return this.wanted;
  }

  get busy(): number {
    return this.tasks.filter((task) => task.busy).length;
  }

  scaleTo(wanted: number): void {
    this.wanted = wanted;
  }

  /** Takes away tasks that work, as a Spot interruption does. */
  lose(count: number): void {
    const lost = this.tasks.filter((task) => task.busy).slice(0, count);
    this.lost += lost.length;
    this.tasks = this.tasks.filter((task) => !lost.includes(task));
  }

  tick(now: number): void {
    for (const task of this.tasks.filter(({ busy }) => busy && busy.until <= now)) this.finish(task, now);
    this.reconcile(now);
    for (const task of this.tasks.filter(({ ready, busy }) => ready <= now && !busy)) this.look(task, now);
  }

  private reconcile(now: number): void {
    const { protection, start } = this.props;
    const missing = this.wanted - this.tasks.length;
    if (missing > 0) this.tasks.push(...Array.from({ length: missing }, () => ({ ready: now + start })));
    const idle = this.tasks.filter((task) => !task.busy);
    const candidates = protection ? idle : [...idle, ...this.tasks.filter((task) => task.busy)];
    const stopped = candidates.slice(0, Math.max(0, -missing));
    this.killed += stopped.filter((task) => task.busy).length;
    this.tasks = this.tasks.filter((task) => !stopped.includes(task));
  }

  private look(task: Task, now: number): void {
    const message = this.props.queue.receive(now);
    if (!message) return;
    const { job } = message;
    if (!this.waits.has(job)) this.waits.set(job, now - job.arrives);
    task.busy = { message, until: now + (job.poison ? this.props.poisonAfter : job.work) };
  }

  private finish(task: Task, now: number): void {
    const { message } = task.busy!;
    const { job } = message;
    if (job.poison) {
      this.lost += 1;
      this.tasks = this.tasks.filter((other) => other !== task);
      return;
    }
    this.props.queue.delete(message);
    task.busy = undefined;
    this.outcomes.push({ job, waited: this.waits.get(job)!, done: now });
  }
}
