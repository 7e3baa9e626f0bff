import { metricMath, type Value } from "./expression";
import type { AlarmSettings, MetricSettings } from "./settings";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** Finds the value of a metric in a period that begins at one second and ends before another. */
export type Read = (metric: MetricSettings, from: number, to: number) => Value;

/**
 * Periods that CloudWatch reads besides those that it evaluates, so that late data does not count as missing. AWS says
 * only that there are more; its examples have two
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
const MORE_PERIODS = 2;

/**
 * An alarm of CloudWatch, evaluated each minute over periods that end now. The most recent periods with data count; where
 * there are too few, those without count as the alarm says.
 */
export class Alarm {
  state: AlarmState = "INSUFFICIENT_DATA";
  /** Values that were evaluated last, the latest first. */
  values: readonly number[] = [];
  private readonly math: (values: Record<string, Value>) => Value;

  constructor(readonly settings: AlarmSettings) {
    this.math = metricMath(settings.expression);
  }

  evaluate(now: number, read: Read): AlarmState {
    const { evaluationPeriods, period } = this.settings;
    const range = Array.from({ length: evaluationPeriods + MORE_PERIODS }, (_, index) => {
      const to = now - index * period;
      return this.value(read, to - period, to);
    });
    this.values = range.filter((value) => value !== undefined).slice(0, evaluationPeriods);
    this.state = this.next(range);
    return this.state;
  }

  private value(read: Read, from: number, to: number): Value {
    const metrics = Object.entries(this.settings.metrics);
    return this.math(Object.fromEntries(metrics.map(([id, metric]) => [id, read(metric, from, to)])));
  }

  private next(range: readonly Value[]): AlarmState {
    const { evaluationPeriods, datapointsToAlarm, treatMissingData } = this.settings;
    const breaching = this.values.filter((value) => this.breaches(value)).length;
    const missing = evaluationPeriods - this.values.length;
    const counted = treatMissingData === "breaching" ? breaching + missing : breaching;
    if (counted >= datapointsToAlarm) return "ALARM";
    const isDecided = treatMissingData === "breaching" || treatMissingData === "notBreaching";
    if (isDecided || missing === 0 || breaching < this.values.length) return "OK";
    if (treatMissingData === "ignore") return this.state;
    return this.values.length === 0 ? "INSUFFICIENT_DATA" : this.early(range);
  }

  /** All that is known is over the threshold, and it is too little: it is enough where it is old enough. */
  private early(range: readonly Value[]): AlarmState {
    const oldest = range.findLastIndex((value) => value !== undefined) + 1;
    return oldest >= this.settings.datapointsToAlarm ? "ALARM" : this.state;
  }

  private breaches(value: number): boolean {
    const { comparison, threshold } = this.settings;
    return comparison === "GreaterThanThreshold" ? value > threshold : value < threshold;
  }
}
