import type { Change, Run } from "./simulation";

/** Something that must hold of every run. */
export interface Finding {
  readonly name: string;
  readonly holds: boolean;
  /** What was found. */
  readonly words: string;
}

/** Seconds within which a change of direction is a flap. */
const TURN = 600;

/** What a run shows. */
export function findings(run: Run): Finding[] {
  const { pool, trace, samples, deadLetters, left, killed } = run;
  const done = new Set(run.done).size;
  const again = run.done.length - done;
  const end = samples.at(-1)!;
  const poison = trace.jobs.filter((job) => job.poison).length;
  const flapping = flaps(run);
  return [
    {
      name: `ends with ${tasks(pool.min)}`,
      holds: end.desired === pool.min && end.running === pool.min,
      words: tasks(end.running),
    },
    {
      name: "no job is lost",
      holds: done === trace.jobs.length - poison && left === 0 && deadLetters.every((job) => job.poison),
      words: `${done} done, ${deadLetters.length} dead letters${left > 0 ? `, ${left} left` : ""}`,
    },
    { name: "no job is done twice", holds: again === 0, words: again === 0 ? "none" : `${again} times more` },
    { name: "no busy task is stopped", holds: killed === 0, words: killed === 0 ? "none" : String(killed) },
    {
      name: "nothing flaps",
      holds: flapping.length === 0,
      words: flapping.length === 0 ? "never" : `${flapping.length} times`,
    },
  ];
}

/**
 * Flaps: turns within ten minutes. Tasks that are added again so soon were removed too early, and tasks that are removed
 * so soon were added for nothing; ten minutes are several times what a task takes to start.
 */
export function flaps({ changes }: Pick<Run, "changes">): Change[] {
  return changes.filter(({ at, from, to }, index) => {
    const before = changes[index - 1];
    return before !== undefined && to > from !== before.to > before.from && at - before.at < TURN;
  });
}

function tasks(count: number): string {
  return count === 1 ? "1 task" : `${count} tasks`;
}
