import { Alarm, type Read } from "../../../bench/scaling/alarm";
import type { AlarmSettings } from "../../../bench/scaling/settings";

const settings: AlarmSettings = {
  name: "up",
  comparison: "GreaterThanThreshold",
  threshold: 0,
  period: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: "notBreaching",
  expression: "metric",
  metrics: { metric: { namespace: "AWS/SQS", name: "Waiting", statistic: "Average" } },
};

/** The state at a minute, when the metric has these values in the minutes before, the latest last. */
function state(values: readonly (number | undefined)[], changes: Partial<AlarmSettings> = {}): string {
  const read: Read = (_metric, _from, to) => values[values.length - 1 - (600 - to) / 60];
  return new Alarm({ ...settings, ...changes }).evaluate(600, read);
}

describe("an alarm", () => {
  it("begins when as many periods in a row are over the threshold as it says", () => {
    expect(state([0, 0, 1, 1, 1])).toBe("ALARM");
    expect(state([1, 1, 0, 1, 1])).toBe("OK");
  });

  it("ends with the first period that is not", () => {
    expect(state([1, 1, 1, 1, 0])).toBe("OK");
  });

  it("is not over the threshold at the threshold", () => {
    expect(state([2, 2, 2], { threshold: 2 })).toBe("OK");
    expect(state([1, 1, 1], { threshold: 1, comparison: "LessThanThreshold" })).toBe("OK");
    expect(state([0, 0, 0], { threshold: 1, comparison: "LessThanThreshold" })).toBe("ALARM");
  });

  it("needs only so many of the periods where it says so", () => {
    expect(state([1, 0, 1], { datapointsToAlarm: 2 })).toBe("ALARM");
    expect(state([1, 0, 0], { datapointsToAlarm: 2 })).toBe("OK");
  });

  it("takes older periods with data for late ones without", () => {
    expect(state([1, 1, 1, undefined])).toBe("ALARM");
    expect(state([1, 1, 1, undefined, undefined])).toBe("ALARM");
  });

  it.each([
    ["notBreaching", "OK"],
    ["breaching", "ALARM"],
    ["missing", "INSUFFICIENT_DATA"],
    ["ignore", "INSUFFICIENT_DATA"],
  ] as const)("counts no data at all as %s says", (treatMissingData, expected) => {
    expect(state([], { treatMissingData })).toBe(expected);
  });

  it.each([
    ["notBreaching", "OK"],
    ["breaching", "ALARM"],
    ["missing", "ALARM"],
    ["ignore", "ALARM"],
  ] as const)("counts too few periods with data as %s says", (treatMissingData, expected) => {
    expect(state([1, undefined, undefined, undefined, 1], { treatMissingData })).toBe(expected);
  });

  it("stays as it was where no data is ignored", () => {
    const alarm = new Alarm({ ...settings, treatMissingData: "ignore" });
    alarm.evaluate(600, () => 1);
    expect(alarm.evaluate(660, () => undefined)).toBe("ALARM");
  });

  it("reads periods that end now, one before the other", () => {
    const periods: number[][] = [];
    new Alarm({ ...settings, period: 1200, evaluationPeriods: 1 }).evaluate(3600, (_metric, from, to) => {
      periods.push([from, to]);
      return 0;
    });
    expect(periods).toEqual([
      [2400, 3600],
      [1200, 2400],
      [0, 1200],
    ]);
  });
});
