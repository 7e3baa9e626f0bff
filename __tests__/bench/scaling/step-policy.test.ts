import type { PolicySettings, StepSettings } from "../../../bench/scaling/settings";
import { StepPolicy } from "../../../bench/scaling/step-policy";

function policy(steps: readonly StepSettings[], changes: Partial<PolicySettings> = {}, threshold = 0): StepPolicy {
  const alarm = { threshold } as PolicySettings["alarm"];
  return new StepPolicy({ name: "policy", cooldown: 60, aggregation: "Average", steps, alarm, ...changes });
}

const UP = [
  { lower: 0, upper: 100, change: 1 },
  { lower: 100, upper: Number.POSITIVE_INFINITY, change: 5 },
];
const DOWN = [{ lower: Number.NEGATIVE_INFINITY, upper: 0, change: -1 }];

describe("a step scaling policy", () => {
  it.each([
    [1, 1],
    [99, 1],
    [100, 5],
    [1000, 5],
  ])("at %s over the threshold adds %s", (value, change) => {
    expect(policy(UP).change(0, [value])).toBe(change);
  });

  it("below the threshold removes", () => {
    expect(policy(DOWN, {}, 1).change(0, [0])).toBe(-1);
  });

  it.each([
    ["Average", 1],
    ["Maximum", 5],
    ["Minimum", 1],
  ] as const)("decides on the %s of the periods", (aggregation, change) => {
    expect(policy(UP, { aggregation }).change(0, [150, 10])).toBe(change);
  });

  it("adds nothing more while the cooldown of a step up lasts, and then does", () => {
    const up = policy(UP);
    up.changed(0, 1);
    expect(up.change(59, [10])).toBe(0);
    expect(up.change(60, [10])).toBe(1);
  });

  it("adds only what a larger step has more than the one that is cooling down", () => {
    const up = policy(UP);
    up.changed(0, 1);
    expect(up.change(30, [200])).toBe(4);
    up.changed(30, 4);
    expect(up.change(60, [200])).toBe(0);
  });

  it("removes nothing while the cooldown of a step down lasts, unless tasks were added meanwhile", () => {
    const down = policy(DOWN, {}, 1);
    down.changed(0, -1);
    expect(down.change(30, [0])).toBe(0);
    down.interrupted();
    expect(down.change(30, [0])).toBe(-1);
  });
});
