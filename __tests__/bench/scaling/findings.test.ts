import { ASSUMPTIONS, WORK } from "../../../bench/scaling/assumptions";
import { findings, flaps } from "../../../bench/scaling/findings";
import type { PolicySettings, PoolSettings } from "../../../bench/scaling/settings";
import { type Run, simulate, type Trace } from "../../../bench/scaling/simulation";
import { traces } from "../../../bench/scaling/traces";
import { FIXTURE, poolsIn } from "./environment-pools";

const HOUR = 3600;
const pools = poolsIn("pools-one", FIXTURE);

/** Pools, and seconds of work that suit their tasks. */
const SUITED: readonly [PoolSettings, number][] = [
  ...Object.values(poolsIn("cloud-kotta-prod")).map((pool): [PoolSettings, number] => [pool, WORK]),
  [pools["quick"]!, 120],
];

function failures(run: Run): string[] {
  return findings(run).flatMap(({ name, holds, words }) => (holds ? [] : [`${name}: ${words}`]));
}

/** A pool with other settings of its policies. */
function changed(pool: PoolSettings, change: (policy: PolicySettings) => PolicySettings): PoolSettings {
  return { ...pool, policies: pool.policies.map(change) };
}

function trickle(gap: number, work: number): Trace {
  const jobs = Array.from({ length: 20 }, (_, id) => ({ id, arrives: HOUR + id * gap, work }));
  return { name: "trickle", description: "One job after the other.", jobs, length: 2 * HOUR + 20 * gap };
}

const cases = SUITED.flatMap(([pool, work]) =>
  traces(work, pool.queue).map((trace): [string, string, PoolSettings, Trace] => [
    pool.service,
    trace.name,
    pool,
    trace,
  ]),
);

describe.each(cases)("the pool %s, at %s", (_service, _trace, pool, trace) => {
  const run = simulate(pool, trace, ASSUMPTIONS);

  it("does all jobs once, stops none, gives up poison only, never flaps, and ends as small as it may be", () => {
    expect(failures(run)).toEqual([]);
  });

  it("stays within its range, and asks for more tasks only while messages wait", () => {
    for (const { from, to, at } of run.changes) {
      expect(to).toBeGreaterThanOrEqual(pool.min);
      expect(to).toBeLessThanOrEqual(pool.max);
      const recent = run.samples.slice(Math.max(0, at / 60 - 6), at / 60 + 1);
      if (to > from) expect(recent.some(({ waiting }) => waiting > 0)).toBe(true);
    }
  });

  it("removes tasks only after its queues have been empty for as long as the alarm looks back, as far as SQS knew", () => {
    const { alarm } = pool.policies.find(({ steps }) => steps[0]!.change < 0)!;
    const minutes = (alarm.period * alarm.evaluationPeriods) / 60;
    for (const { at } of run.changes.filter(({ from, to }) => to < from)) {
      const known = at / 60 - ASSUMPTIONS.delay.sqs / 60;
      const before = run.samples.slice(known - minutes + 2, known + 1);
      expect(before.every(({ waiting, inFlight }) => waiting + inFlight === 0)).toBe(true);
    }
  });
});

describe("what is found", () => {
  const { prod, test: small, quick } = pools;

  it("is a busy task that is stopped, where tasks do not protect themselves and leave at once", () => {
    const hasty = changed({ ...prod!, protection: false }, (policy) =>
      policy.alarm.comparison === "GreaterThanThreshold"
        ? policy
        : {
            ...policy,
            alarm: { ...policy.alarm, expression: "waiting", period: 60, evaluationPeriods: 1, datapointsToAlarm: 1 },
          },
    );
    const [burst] = traces(WORK, prod!.queue);
    expect(failures(simulate(hasty, burst!, ASSUMPTIONS))).toContainEqual(expect.stringMatching(/^no busy task/));
    expect(failures(simulate({ ...hasty, protection: true }, burst!, ASSUMPTIONS))).not.toContainEqual(
      expect.stringMatching(/^no busy task/),
    );
  });

  it("is a policy that flaps, because it removes tasks as soon as a trickle stops for a moment", () => {
    const hasty = changed(small!, (policy) =>
      policy.alarm.comparison === "GreaterThanThreshold"
        ? { ...policy, alarm: { ...policy.alarm, period: 60, evaluationPeriods: 1, datapointsToAlarm: 1 } }
        : { ...policy, alarm: { ...policy.alarm, period: 60, evaluationPeriods: 2, datapointsToAlarm: 2 } },
    );
    const jobs = trickle(480, 120);
    expect(flaps(simulate({ ...hasty, min: 0 }, jobs, ASSUMPTIONS)).length).toBeGreaterThan(10);
    expect(flaps(simulate(prod!, jobs, ASSUMPTIONS))).toEqual([]);
  });

  it("is a job that is done twice, where a message is hidden for less time than the work takes", () => {
    const run = simulate(quick!, trickle(480, 900), ASSUMPTIONS);
    expect(failures(run)).toContainEqual(expect.stringMatching(/^no job is done twice/));
  });

  it("is a pool that never gets smaller, as where a queue of running jobs is never emptied", () => {
    const stuck = changed(prod!, (policy) => ({ ...policy, steps: policy.steps.filter(({ change }) => change > 0) }));
    const [burst] = traces(WORK, prod!.queue);
    expect(failures(simulate(stuck, burst!, ASSUMPTIONS))).toContain("ends with 0 tasks: 10 tasks");
  });
});

describe("a service that keeps a latency", () => {
  const quick = pools["quick"]!;
  const jobs = Array.from({ length: 40 }, (_, id) => ({ id, arrives: HOUR, work: 120 }));
  const burst: Trace = {
    name: "burst",
    description: "",
    jobs: [{ id: 99, arrives: 0, work: 60 }, ...jobs],
    length: 4 * HOUR,
  };

  it.each([true, false])(
    "asks once for the tasks that are missing, whether no task is published (%s) or not",
    (known) => {
      const run = simulate(quick, burst, { ...ASSUMPTIONS, publishesNoTasks: known });
      const added = run.changes.filter(({ from, to, at }) => to > from && at >= HOUR);
      expect(added.map(({ from, to }) => to - from)).toEqual([8]);
    },
  );

  it("keeps it, but for the time that metrics and tasks need to be there", () => {
    const run = simulate(quick, burst, ASSUMPTIONS);
    expect(Math.max(...run.waits.slice(1))).toBeLessThan(600 + 5 * 60 + ASSUMPTIONS.start.fargate);
  });
});
