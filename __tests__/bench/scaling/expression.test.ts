import { metricMath } from "../../../bench/scaling/expression";

describe("metric math", () => {
  it.each([
    ["waiting", 7],
    ["waiting + 2 * 3", 13],
    ["(waiting + 2) * 3", 27],
    ["10 - 4 - 3", 3],
    ["CEIL(waiting * 20 / 600)", 1],
    ["FLOOR(waiting / 2) + ABS(1 - waiting)", 9],
    ["FILL(nothing, 0) + waiting", 7],
    ["CEIL(waiting * 120 / 600) - FILL(nothing, 0)", 2],
  ])("%s is %s", (expression, value) => {
    expect(metricMath(expression)({ waiting: 7, nothing: undefined })).toBe(value);
  });

  it("has no result where an operand has no data", () => {
    expect(metricMath("waiting + nothing")({ waiting: 7, nothing: undefined })).toBeUndefined();
    expect(metricMath("CEIL(nothing)")({ nothing: undefined })).toBeUndefined();
  });

  it.each(["SEARCH(waiting)", "waiting +", "waiting waiting", "waiting ? 1", "(waiting"])(
    "does not guess at %s",
    (text) => {
      expect(() => metricMath(text)({ waiting: 1 })).toThrow();
    },
  );

  it("knows no metric that the alarm does not have", () => {
    expect(() => metricMath("other")({ waiting: 1 })).toThrow('there is no metric "other"');
  });
});
