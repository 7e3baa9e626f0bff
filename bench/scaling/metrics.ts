import type { Value } from "./expression";
import type { MetricSettings } from "./settings";

const MINUTE = 60;

const STATISTICS = {
  Average: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values: readonly number[]) => Math.max(...values),
  Minimum: (values: readonly number[]) => Math.min(...values),
  Sum: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
} as const;

/** Metrics with one value, or none, at the end of each minute. */
export class Metrics {
  private readonly series = new Map<string, Value[]>();

  /** The value of the next minute; the first is of second 0. */
  record(name: string, queue: string | undefined, value: Value): void {
    const key = keyOf(name, queue);
    const values = this.series.get(key) ?? [];
    values.push(value);
    this.series.set(key, values);
  }

  /** The statistic of the minutes that end after `from`, up to `to`; nothing if none of them has a value. */
  read({ name, queue, statistic }: MetricSettings, from: number, to: number): Value {
    const values = this.series.get(keyOf(name, queue));
    if (!values) throw new Error(`the metric ${name} of ${queue ?? "the service"} is not simulated`);
    const minutes = values.slice(Math.max(0, Math.floor(from / MINUTE) + 1), Math.max(0, Math.floor(to / MINUTE) + 1));
    const known = minutes.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : STATISTICS[statistic](known);
  }
}

function keyOf(name: string, queue = ""): string {
  return `${name} ${queue}`;
}
