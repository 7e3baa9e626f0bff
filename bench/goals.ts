import type { Result } from "./benchmark";

interface Goal {
  /** Greatest multiple of the plain program's CPU time; a clock on a busy machine says little. */
  readonly ratio: number;
  /** Greatest peak of memory in MB. */
  readonly memory?: number;
}

/** What synthesis may cost, by the number of environments. */
const GOALS: Record<number, Goal> = {
  1: { ratio: 0.6 },
  100: { ratio: 0.45, memory: 250 },
  1000: { ratio: 0.45, memory: 600 },
};

/** Whether a result reaches its goals, a line for each. */
export function verdicts({ environments, ratio, first }: Result): string[] {
  const goal = GOALS[environments];
  if (!goal) return [];
  const lines = [verdict("CPU ratio", ratio.cpu.median, goal.ratio, 2)];
  return goal.memory ? [...lines, verdict("memory in MB", first.memory.median, goal.memory, 0)] : lines;
}

function verdict(what: string, value: number, limit: number, digits: number): string {
  const word = value <= limit ? "reached" : "MISSED";
  return `goal ${word}: ${what} ${value.toFixed(digits)}, at most ${limit.toFixed(digits)}`;
}
