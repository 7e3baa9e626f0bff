import type { StackResult } from "./results";

const HEADER = ["stack", "added", "changed", "destroyed", "second plan", "seconds"];

/** The results of stacks as a table in plain text. */
export function table(stacks: readonly StackResult[]): string {
  const rows = stacks.map((stack) => [
    stack.name,
    String(stack.added),
    String(stack.changed),
    String(stack.destroyed),
    stack.secondPlanChanges === 0 ? "empty" : `${stack.secondPlanChanges} changes`,
    stack.seconds.toFixed(1),
  ]);
  const widths = HEADER.map((title, column) =>
    Math.max(...[HEADER, ...rows].map((row) => row[column]!.length), title.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  return [line(HEADER), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
