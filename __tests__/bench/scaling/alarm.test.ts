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

  // AWS's own tables: data points, the latest last, and the state where missing data is missing, ignored, breaching and not
  // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
  it.each([
    [3, "0 - X - X", "OK", "OK", "OK", "OK"],
    [3, "0 - - - -", "OK", "OK", "OK", "OK"],
    [3, "- - - - -", "INSUFFICIENT_DATA", "retained", "ALARM", "OK"],
    [3, "0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
    [3, "- - X - -", "ALARM", "retained", "ALARM", "OK"],
    [2, "0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
    [2, "0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
    [2, "0 - X - -", "OK", "OK", "ALARM", "OK"],
    [2, "- - - - 0", "OK", "OK", "ALARM", "OK"],
    [2, "- - - X -", "ALARM", "retained", "ALARM", "OK"],
  ])("that needs %s of 3 counts %s as AWS says", (datapointsToAlarm, points, ...states) => {
    const values = points.split(" ").map((point) => ({ "0": 0, X: 1 })[point]);
    (["missing", "ignore", "breaching", "notBreaching"] as const).forEach((treatMissingData, index) => {
      const expected = states[index] === "retained" ? "INSUFFICIENT_DATA" : states[index];
      expect([treatMissingData, state(values, { datapointsToAlarm, treatMissingData })]).toEqual([
        treatMissingData,
        expected,
      ]);
    });
  });

  it("does not begin too early, when the only data there is may not last", () => {
    expect(state([undefined, undefined, undefined, undefined, 1], { treatMissingData: "missing" })).toBe(
      "INSUFFICIENT_DATA",
    );
    expect(state([undefined, undefined, undefined, 1, undefined], { treatMissingData: "missing" })).toBe(
      "INSUFFICIENT_DATA",
    );
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
