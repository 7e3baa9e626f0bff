import { taskHour } from "./cost";
import { findings } from "./findings";
import type { Run } from "./simulation";

/** The runs of a pool as lines for the terminal. */
export function report(runs: readonly Run[]): string {
  const head = ["", "jobs", "wait (median, longest)", "most tasks", "task hours", "USD", "found"];
  const rows = [head, ...runs.map(row)];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  "));
  return lines.map((line) => line.trimEnd()).join("\n");
}

function row(run: Run): string[] {
  const { trace, samples, waits, taskSeconds, pool } = run;
  const sorted = [...waits].sort((one, other) => one - other);
  const hours = taskSeconds / 3600;
  const failed = findings(run).filter(({ holds }) => !holds);
  return [
    trace.name,
    String(trace.jobs.length),
    `${minutes(sorted[Math.floor(sorted.length / 2)]!)}, ${minutes(sorted.at(-1)!)}`,
    String(Math.max(...samples.map(({ running }) => running))),
    hours.toFixed(1),
    (hours * taskHour(pool)).toFixed(2),
    failed.length === 0 ? "all holds" : failed.map(({ name, words }) => `NOT ${name} (${words})`).join("; "),
  ];
}

function minutes(seconds: number): string {
  return `${(seconds / 60).toFixed(1)} min`;
}
