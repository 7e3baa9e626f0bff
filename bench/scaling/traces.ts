import type { Job } from "./queue";
import type { QueueSettings } from "./settings";
import type { Trace } from "./simulation";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Jobs that arrive at these seconds, each of so much work. */
function jobs(arrivals: readonly number[], work: number): Job[] {
  return arrivals.map((arrives, id) => ({ id, arrives, work }));
}

/** Arrivals one after the other, as far apart as `gap` says at each of them. */
function arrivals(from: number, until: number, gap: (second: number) => number): number[] {
  const found: number[] = [];
  for (let second = from; second < until; second += gap(second)) found.push(Math.round(second));
  return found;
}

/** Work as it may come, for tasks that need `work` seconds for a job. */
export function traces(work: number, { visibility, maxReceives }: QueueSettings): Trace[] {
  const idle = 7 * HOUR;
  return [
    {
      name: "burst",
      description: "Seven hours of nothing, so that SQS has stopped publishing; then 40 jobs at once.",
      jobs: jobs(Array<number>(40).fill(idle), work),
      length: idle + 8 * work + 8 * HOUR,
    },
    {
      name: "steady",
      description: "A job as often as keeps five tasks busy, for a day.",
      jobs: jobs(
        arrivals(HOUR, DAY, () => work / 5),
        work,
      ),
      length: DAY + 6 * HOUR,
    },
    {
      name: "day and night",
      description: "Work for up to eight tasks at noon and none at midnight, for two days.",
      jobs: jobs(
        arrivals(0, 2 * DAY, (second) =>
          Math.min(DAY / 3, work / (8 * Math.sin((Math.PI * second) / DAY) ** 2 + 0.01)),
        ),
        work,
      ),
      length: 2 * DAY + 12 * HOUR,
    },
    {
      name: "lost tasks",
      description: "Eight jobs, and twice half of the busy tasks are taken away, as Spot may.",
      jobs: jobs(Array<number>(8).fill(HOUR), work),
      losses: [HOUR + 20 * MINUTE, HOUR + 25 * MINUTE],
      length: HOUR + 2 * visibility + 4 * work + 8 * HOUR,
    },
    {
      name: "poison message",
      description: "Four jobs, and one that ends each task that touches it.",
      jobs: [...jobs(Array<number>(4).fill(HOUR), work), { id: 4, arrives: HOUR, work, poison: true }],
      length: HOUR + (maxReceives + 1) * (visibility + HOUR) + 8 * HOUR,
    },
  ];
}
