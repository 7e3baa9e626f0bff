/** Something in a file that keeps it from being used. */
export interface FileDiagnostic {
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
export function format(diagnostic: FileDiagnostic): string {
  const path = diagnostic.path === "" ? "" : ` ${diagnostic.path}`;
  return `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}${path}: ${diagnostic.message}`;
}

function order(one: FileDiagnostic, other: FileDiagnostic): number {
  return one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column;
}

/** The diagnostics in the order of the files' lines, each mistake once. */
export function tidy(diagnostics: readonly FileDiagnostic[]): FileDiagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [format(diagnostic), diagnostic]));
  return [...unique.values()].sort(order);
}
