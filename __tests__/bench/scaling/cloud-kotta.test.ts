import type { PolicySettings, PoolSettings } from "../../../bench/scaling/settings";
import { poolsIn } from "./environment-pools";

/** What is decided about a pool, without the names in it. */
function decided({ min, max, policies, protection }: PoolSettings): object {
  const policy = ({ cooldown, steps, alarm }: PolicySettings) => ({
    period: alarm.period,
    periods: alarm.evaluationPeriods,
    threshold: `${alarm.comparison === "GreaterThanThreshold" ? ">" : "<"} ${alarm.threshold}`,
    change: steps.map(({ change }) => change),
    cooldown,
  });
  const [up, down] = policies;
  return { min, max, up: policy(up!), down: policy(down!), protection };
}

describe.each(["cloud-kotta-prod", "cloud-kotta-second"])("the pools of %s", (environment) => {
  const pools = poolsIn(environment);

  it("scale as Cloud Kotta always has: production quickly up and slowly down", () => {
    expect(decided(pools["worker-prod"]!)).toEqual({
      min: 0,
      max: 10,
      up: { period: 60, periods: 1, threshold: "> 0", change: [1], cooldown: 60 },
      down: { period: 1200, periods: 3, threshold: "< 1", change: [-1], cooldown: 60 },
      protection: true,
    });
  });

  it("scale as Cloud Kotta always has: tests slowly up and quickly down, and one worker is always there", () => {
    expect(decided(pools["worker-test"]!)).toEqual({
      min: 1,
      max: 10,
      up: { period: 120, periods: 2, threshold: "> 0", change: [1], cooldown: 240 },
      down: { period: 120, periods: 3, threshold: "< 1", change: [-1], cooldown: 60 },
      protection: true,
    });
  });

  it.each(["worker-prod", "worker-test"])(
    "remove a %s only when its pending and active queues are both empty",
    (name) => {
      const pool = pools[name]!;
      const suffix = name.replace("worker-", "");
      expect([pool.queue.name, ...pool.others]).toEqual([
        `${environment}-pending-${suffix}`,
        `${environment}-active-${suffix}`,
      ]);
      expect(pool.queue.visibility).toBe(43_199);
      expect(Object.values(pool.policies[1]!.alarm.metrics).map(({ queue, name }) => `${queue} ${name}`)).toEqual(
        [`pending-${suffix}`, `active-${suffix}`].flatMap((queue) =>
          ["Visible", "NotVisible"].map((what) => `${environment}-${queue} ApproximateNumberOfMessages${what}`),
        ),
      );
    },
  );
});
