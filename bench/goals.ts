import type { Result } from "./benchmark";

interface Goal {
  /** Greatest multiple of the plain program's time. */
  readonly ratio: number;
  /** Greatest peak of memory in MB. */
  readonly memory?: number;
}

/** What synthesis may cost, by the number of environments. */
const GOALS: Record<number, Goal> = { 1: { ratio: 1.3 }, 100: { ratio: 1.0, memory: 250 } };

/** Whether a result reaches its goals, a line for each. */
export function verdicts({ environments, ratio, first }: Result): string[] {
  const goal = GOALS[environments];
  if (!goal) return [];
  const lines = (["wall", "cpu"] as const).map((key) =>
    verdict(`${key === "cpu" ? "CPU" : key} ratio`, ratio[key].median, goal.ratio, 2),
  );
  return goal.memory ? [...lines, verdict("memory in MB", first.memory.median, goal.memory, 0)] : lines;
}

function verdict(what: string, value: number, limit: number, digits: number): string {
  const word = value <= limit ? "reached" : "MISSED";
  return `goal ${word}: ${what} ${value.toFixed(digits)}, at most ${limit.toFixed(digits)}`;
}
