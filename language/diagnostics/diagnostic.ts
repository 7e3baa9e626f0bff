/** Something in a file that keeps it from being used. */
export interface Problem {
  /** File, relative to the project. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
  /** Path of keys within the file, such as `services.web.size`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, and the remedy. */
  readonly message: string;
}

/** One line for people: `deployments/idmcdb.yaml:23:14 services.web.size: Fargate has no 256 CPU / 4096 MiB; …`. */
export function format(problem: Problem): string {
  const path = problem.path === "" ? "" : ` ${problem.path}`;
  return `${problem.file}:${problem.line}:${problem.column}${path}: ${problem.message}`;
}

function order(one: Problem, other: Problem): number {
  return one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column;
}

/** The problems in the order of the files' lines, each mistake once. */
export function tidy(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [format(problem), problem]));
  return [...unique.values()].sort(order);
}
