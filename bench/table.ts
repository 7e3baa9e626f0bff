import type { Comparison, Figures } from "./benchmark";
import type { Spread } from "./statistics";

/** A comparison as lines for the terminal: median, and smallest to largest in brackets. */
export function table({ what, names, first, second, ratio }: Comparison): string {
  const rows = [
    ["", "wall", "CPU", "memory"],
    [names[0], ...cells(first)],
    [names[1], ...cells(second)],
    ["ratio", ...[ratio.wall, ratio.cpu, ratio.memory].map((spread) => cell(spread, (value) => value.toFixed(2)))],
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return [what, ...lines.map((line) => `  ${line}`)].join("\n");
}

function cells({ wall, cpu, memory }: Figures): string[] {
  return [cell(wall, seconds), cell(cpu, seconds), cell(memory, (value) => `${value.toFixed(0)} MB`)];
}

function cell({ median, min, max }: Spread, show: (value: number) => string): string {
  return `${show(median)} (${show(min)} – ${show(max)})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
