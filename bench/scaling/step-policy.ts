import type { PolicySettings, StepSettings } from "./settings";

const AGGREGATIONS = {
  Average: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values: readonly number[]) => Math.max(...values),
  Minimum: (values: readonly number[]) => Math.min(...values),
} as const;

/**
 * A step scaling policy of Application Auto Scaling. While the cooldown of a step up lasts, what it added counts as part
 * of the next; while that of a step down lasts, there is no other
 * (https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html).
 */
export class StepPolicy {
  private last: { readonly at: number; readonly change: number } | undefined;

  constructor(readonly settings: PolicySettings) {}

  /** Tasks to add or, below zero, to remove, when the alarm has seen these values. */
  change(now: number, values: readonly number[]): number {
    const { aggregation, alarm } = this.settings;
    const change = this.stepAt(AGGREGATIONS[aggregation](values) - alarm.threshold)?.change ?? 0;
    const added = this.cooling(now);
    if (added === undefined) return change;
    return change > 0 ? Math.max(0, change - added) : 0;
  }

  /** The number of tasks has changed because of the policy. */
  changed(now: number, change: number): void {
    this.last = { at: now, change: change + (this.cooling(now) ?? 0) };
  }

  /** Another policy has added tasks, which ends the cooldown of a step down. */
  interrupted(): void {
    if (this.last && this.last.change < 0) this.last = undefined;
  }

  /** What a step whose cooldown lasts has changed. */
  private cooling(now: number): number | undefined {
    return this.last && now - this.last.at < this.settings.cooldown ? this.last.change : undefined;
  }

  private stepAt(distance: number): StepSettings | undefined {
    // The bound that is nearer to the threshold belongs to a step, the other does not.
    return this.settings.steps.find(({ lower, upper }) =>
      distance >= 0 ? distance >= lower && distance < upper : distance > lower && distance <= upper,
    );
  }
}
