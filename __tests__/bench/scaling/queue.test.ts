import { type Job, Queue } from "../../../bench/scaling/queue";

const HOUR = 3600;

function queueWith(...jobs: Job[]): Queue {
  const queue = new Queue({ name: "jobs", visibility: 600, maxReceives: 2 });
  for (const job of jobs) queue.send(job, job.arrives);
  return queue;
}

const job = (id: number): Job => ({ id, arrives: 0, work: 60 });

describe("a queue", () => {
  it("hides a message that was received, and shows it again after the visibility timeout", () => {
    const queue = queueWith(job(1));
    expect(queue.receive(10)?.job.id).toBe(1);
    expect(queue.receive(609)).toBeUndefined();
    expect(queue.waiting(609)).toBe(0);
    expect(queue.waiting(610)).toBe(1);
    expect(queue.receive(610)?.job.id).toBe(1);
  });

  it("forgets a message only when it is deleted", () => {
    const queue = queueWith(job(1));
    queue.delete(queue.receive(10)!);
    expect(queue.length).toBe(0);
    expect(queue.receive(10_000)).toBeUndefined();
  });

  it("moves a message to the dead letters when it would be received once too often, and gives out the next", () => {
    const queue = queueWith(job(1), job(2));
    queue.delete({ ...queue.receive(0)! });
    queue.receive(600);
    expect(queue.deadLetters).toEqual([]);
    expect(queue.receive(1200)?.job.id).toBe(2);
    expect(queue.deadLetters.map(({ id }) => id)).toEqual([1]);
  });

  it("tells how long the message has waited that waits longest, not the one that is worked on", () => {
    const queue = queueWith(job(1), { ...job(2), arrives: 100 });
    queue.receive(150);
    expect(queue.longestWait(200)).toBe(100);
  });
});

describe("metrics of a queue", () => {
  it("come after a quarter of an hour where nobody has used it for six", () => {
    const queue = queueWith(job(1));
    expect(queue.publishes(899)).toBe(false);
    expect(queue.publishes(900)).toBe(true);
  });

  it("go on as long as there are messages or receivers, and six hours longer", () => {
    const queue = queueWith(job(1));
    queue.delete(queue.receive(900)!);
    queue.receive(2 * HOUR);
    expect(queue.publishes(8 * HOUR)).toBe(true);
    expect(queue.publishes(8 * HOUR + 1)).toBe(false);
    queue.send(job(2), 20 * HOUR);
    expect(queue.publishes(20 * HOUR)).toBe(false);
    expect(queue.publishes(30 * HOUR)).toBe(true);
  });
});
