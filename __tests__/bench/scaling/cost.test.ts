import { taskHour } from "../../../bench/scaling/cost";
import type { PoolSettings } from "../../../bench/scaling/settings";

const pool = { task: { vcpu: 1, memory: 2 }, spot: false } as PoolSettings;

describe("the price of a task", () => {
  it("is that of its CPU and memory on Fargate", () => {
    expect(taskHour(pool)).toBeCloseTo(0.04048 + 2 * 0.004445, 6);
  });

  it("is that of its instance, where it runs on one", () => {
    expect(taskHour({ ...pool, instance: "m6i.xlarge" })).toBe(0.192);
  });

  it("is less on Spot", () => {
    expect(taskHour({ ...pool, spot: true })).toBeCloseTo(0.3 * taskHour(pool), 6);
  });

  it("is not made up", () => {
    expect(() => taskHour({ ...pool, instance: "x9.large" })).toThrow("The price of x9.large is not known");
  });
});
