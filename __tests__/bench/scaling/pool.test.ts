import { Pool, type PoolProps } from "../../../bench/scaling/pool";
import { type Job, Queue } from "../../../bench/scaling/queue";

const long: Job = { id: 1, arrives: 0, work: 1000 };

function pool(jobs: readonly Job[], changes: Partial<PoolProps> = {}): { tasks: Pool; queue: Queue } {
  const queue = new Queue({ name: "jobs", visibility: 5000, maxReceives: 3 });
  for (const job of jobs) queue.send(job, job.arrives);
  return { queue, tasks: new Pool({ queue, tasks: 2, protection: true, start: 90, poisonAfter: 100, ...changes }) };
}

describe("tasks of a pool", () => {
  it("take one job at a time, and the next when it is done", () => {
    const { tasks, queue } = pool([long, { ...long, id: 2 }, { ...long, id: 3 }]);
    tasks.tick(0);
    expect([tasks.busy, queue.waiting(0)]).toEqual([2, 1]);
    tasks.tick(1000);
    expect([tasks.busy, queue.length, tasks.outcomes.length]).toEqual([1, 1, 2]);
  });

  it("work only after they have started", () => {
    const { tasks } = pool([long], { tasks: 0 });
    tasks.scaleTo(1);
    tasks.tick(0);
    tasks.tick(89);
    expect(tasks.busy).toBe(0);
    tasks.tick(90);
    expect(tasks.busy).toBe(1);
    expect([...tasks.waits.values()]).toEqual([90]);
  });

  it("are stopped when there are too many, those without work first", () => {
    const { tasks } = pool([long]);
    tasks.tick(0);
    tasks.scaleTo(1);
    tasks.tick(5);
    expect([tasks.running, tasks.busy, tasks.killed]).toEqual([1, 1, 0]);
  });

  it("are not stopped in the middle of a job if they protect themselves, but afterwards", () => {
    const { tasks } = pool([long]);
    tasks.tick(0);
    tasks.scaleTo(0);
    tasks.tick(5);
    expect([tasks.running, tasks.killed]).toEqual([1, 0]);
    tasks.tick(1000);
    expect([tasks.running, tasks.outcomes.length]).toEqual([0, 1]);
  });

  it("are stopped in the middle of a job if they do not, and the job comes back", () => {
    const { tasks, queue } = pool([long], { protection: false });
    tasks.tick(0);
    tasks.scaleTo(0);
    tasks.tick(5);
    expect([tasks.running, tasks.killed]).toEqual([0, 1]);
    expect(queue.waiting(5000)).toBe(1);
  });

  it("are replaced when poison has ended them, and the poison is given up in the end", () => {
    const { tasks, queue } = pool([{ ...long, poison: true }], { tasks: 1 });
    for (let now = 0; now <= 20_000; now += 5) tasks.tick(now);
    expect([tasks.lost, tasks.running, queue.length]).toEqual([3, 1, 0]);
    expect(queue.deadLetters.map(({ id }) => id)).toEqual([1]);
  });

  it("that are lost leave their jobs to others", () => {
    const { tasks, queue } = pool([long]);
    tasks.tick(0);
    tasks.lose(1);
    tasks.tick(5);
    expect([tasks.lost, tasks.running, queue.length]).toEqual([1, 2, 1]);
  });
});
