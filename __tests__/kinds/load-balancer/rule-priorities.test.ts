import { rulePriorities } from "../../../kinds/load-balancer/stack/rule-priorities";

describe("priorities of listener rules", () => {
  it("stay as they are when a host is added", () => {
    const before = rulePriorities(["a.example.org", "b.example.org"]);
    expect(rulePriorities(["a.example.org", "b.example.org", "c.example.org"])).toMatchObject(before);
  });

  it("are different and within AWS's limits for a thousand hosts", () => {
    const priorities = Object.values(rulePriorities(Array.from({ length: 1000 }, (_, i) => `host-${i}.example.org`)));
    expect(new Set(priorities).size).toBe(1000);
    expect(Math.min(...priorities)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...priorities)).toBeLessThanOrEqual(50_000);
  });
});
