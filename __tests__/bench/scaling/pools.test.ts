import { poolsOf } from "../../../bench/scaling/pools";
import type { PoolSettings } from "../../../bench/scaling/settings";
import { FIXTURE, layersOf } from "./environment-pools";

const layers = layersOf("pools-one", FIXTURE);
const pools = poolsOf(layers);

function pool(name: string): PoolSettings {
  return pools.find(({ service }) => service === name)!;
}

describe("what is read of a synthesized environment", () => {
  it("is each service that follows a queue, with its range, its queues and its rights", () => {
    expect(pools.map(({ service }) => service).sort()).toEqual(["prod", "quick", "test"]);
    expect(pool("prod")).toMatchObject({
      min: 0,
      max: 10,
      queue: { name: "pools-one-prod-pending", visibility: 43_199, maxReceives: 3 },
      others: ["pools-one-prod-active"],
      protection: true,
      spot: true,
      instance: "m6i.xlarge",
    });
    expect(pool("test")).toMatchObject({ min: 1, others: ["pools-one-test-active"], spot: false });
    expect(pool("test")).not.toHaveProperty("instance");
    expect(pool("test").task).toEqual({ vcpu: 0.25, memory: 0.5 });
  });

  it("is each policy with its alarm, as the manifest says", () => {
    const [up, down] = pool("test").policies;
    expect(up).toMatchObject({
      cooldown: 240,
      aggregation: "Average",
      steps: [{ lower: 0, upper: Number.POSITIVE_INFINITY, change: 1 }],
      alarm: {
        threshold: 0,
        period: 120,
        evaluationPeriods: 2,
        treatMissingData: "notBreaching",
        expression: "metric",
      },
    });
    expect(down).toMatchObject({
      cooldown: 60,
      steps: [{ lower: Number.NEGATIVE_INFINITY, upper: 0, change: -1 }],
      alarm: { comparison: "LessThanThreshold", threshold: 1, period: 120, evaluationPeriods: 3 },
    });
    expect(down!.alarm.metrics["waiting_1"]).toEqual({
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      queue: "pools-one-test-active",
    });
  });

  it("says when a policy has no alarm", () => {
    const { service, data } = layers;
    const { aws_cloudwatch_metric_alarm: _, ...rest } = service.resource!;
    expect(() => poolsOf({ service: { ...service, resource: rest }, data })).toThrow("no alarm starts the policy");
  });
});
