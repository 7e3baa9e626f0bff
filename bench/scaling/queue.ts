import type { QueueSettings } from "./settings";

/** A piece of work. */
export interface Job {
  readonly id: number;
  /** Second at which it is sent. */
  readonly arrives: number;
  /** Seconds of work. */
  readonly work: number;
  /** It ends the task that works on it, each time. */
  readonly poison?: boolean;
}

export interface Message {
  readonly job: Job;
  receives: number;
  /** Second until which it is hidden. */
  hiddenUntil: number;
}

/** Seconds after which SQS stops to publish metrics of a queue that nobody touches, and the most until it publishes again
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html). */
const ACTIVE = 6 * 3600;
const ACTIVATION = 15 * 60;

/**
 * A queue of SQS with a dead-letter queue: a message that was received is hidden for the visibility timeout, and after so
 * many receives the next one moves it away.
 */
export class Queue {
  readonly deadLetters: Job[] = [];
  private readonly messages: Message[] = [];
  private touched = Number.NEGATIVE_INFINITY;
  private publishesFrom = Number.POSITIVE_INFINITY;

  constructor(readonly settings: QueueSettings) {}

  send(job: Job, now: number): void {
    this.touch(now);
    this.messages.push({ job, receives: 0, hiddenUntil: now });
  }

  /** The message that has waited longest, if there is one; it stays hidden from now on. */
  receive(now: number): Message | undefined {
    this.touch(now);
    const { visibility, maxReceives } = this.settings;
    for (;;) {
      const found = this.messages.find((message) => message.hiddenUntil <= now);
      if (!found) return undefined;
      if (found.receives < maxReceives) {
        found.receives += 1;
        found.hiddenUntil = now + visibility;
        return found;
      }
      this.delete(found);
      this.deadLetters.push(found.job);
    }
  }

  delete(message: Message): void {
    const index = this.messages.indexOf(message);
    if (index >= 0) this.messages.splice(index, 1);
  }

  /** Jobs that are neither done nor given up. */
  get length(): number {
    return this.messages.length;
  }

  waiting(now: number): number {
    return this.messages.filter(({ hiddenUntil }) => hiddenUntil <= now).length;
  }

  /** Seconds that the message which waits longest has waited. */
  longestWait(now: number): number {
    const sent = this.messages.filter(({ hiddenUntil }) => hiddenUntil <= now).map(({ job }) => now - job.arrives);
    return Math.max(0, ...sent);
  }

  /** Whether SQS publishes metrics of the queue now. */
  publishes(now: number): boolean {
    // A queue is active as long as it has messages, too.
    if (this.messages.length > 0) this.touched = now;
    return now >= this.publishesFrom && now - this.touched <= ACTIVE;
  }

  private touch(now: number): void {
    if (now - this.touched > ACTIVE) this.publishesFrom = now + ACTIVATION;
    this.touched = now;
  }
}
