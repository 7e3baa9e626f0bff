import { chart, type Line, text } from "./chart";
import { taskHour } from "./cost";
import { findings } from "./findings";
import type { Run, Sample } from "./simulation";

const WIDTH = 280;
const HEIGHT = 110;
const GAP = 26;
const HEAD = 146;

const STYLE = `
text { font: 11px system-ui, sans-serif; fill: #24292f }
.name { font-size: 14px; font-weight: 600 }
.label { fill: #57606a }
.figure { fill: #57606a; text-anchor: end }
.bad { fill: #b00020; font-weight: 600 }
.grid { stroke: #d8dee4; fill: none }
.axis { stroke: #8c959f; fill: none }`;

/** The runs of a pool beside each other, as an SVG: what waits, the tasks, how long it waits, and what it costs. */
export function picture(title: string, runs: readonly Run[]): string {
  const width = runs.length * (WIDTH + GAP) + GAP;
  const columns = runs.map(
    (run, index) => `<g transform="translate(${GAP + index * (WIDTH + GAP)} 44)">\n${column(run)}\n</g>`,
  );
  const height = 44 + HEAD + 4 * (HEIGHT + 10);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${text(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${GAP}" y="26" class="name">${text(title)}</text>`,
    ...columns,
    "</svg>",
    "",
  ].join("\n");
}

function column(run: Run): string {
  const { trace } = run;
  const head = [
    `<text y="12" class="name">${text(trace.name)}</text>`,
    ...wrapped(trace.description).map(
      (line, index) => `<text y="${28 + index * 13}" class="label">${text(line)}</text>`,
    ),
    ...findings(run).map(
      ({ name, holds, words }, index) =>
        `<text y="${72 + index * 13}"${holds ? "" : ' class="bad"'}>${holds ? "✓" : "✗"} ${text(`${name}: ${words}`)}</text>`,
    ),
  ];
  const charts = charted(run).map(
    (content, index) => `<g transform="translate(0 ${HEAD + index * (HEIGHT + 10)})">\n${content}\n</g>`,
  );
  return [...head, ...charts].join("\n");
}

function charted(run: Run): string[] {
  const { samples, pool } = run;
  const line = (name: string, color: string, of: (sample: Sample) => number, filled = false): Line => ({
    name,
    color,
    filled,
    values: samples.map(of),
  });
  const price = taskHour(pool);
  let spent = 0;
  const cost = samples.map(({ running }) => {
    spent += (running * price) / 60;
    return spent;
  });
  const size = { width: WIDTH, height: HEIGHT };
  const count = (value: number) => value.toFixed(0);
  return [
    chart({
      title: "messages: in flight, and waiting above",
      lines: [
        line("in flight and waiting", "#f2a3a0", ({ waiting, inFlight }) => waiting + inFlight, true),
        line("in flight", "#8db7ea", ({ inFlight }) => inFlight, true),
      ],
      unit: count,
      ...size,
    }),
    chart({
      title: "tasks: busy, and all",
      lines: [line("busy", "#8fd0a3", ({ busy }) => busy, true), line("running", "#24292f", ({ running }) => running)],
      unit: count,
      ...size,
    }),
    chart({
      title: "longest wait",
      lines: [line("longest wait", "#8250df", ({ longestWait }) => longestWait)],
      unit: (value) => `${(value / 60).toFixed(0)} min`,
      ...size,
    }),
    chart({
      title: `cost (${price.toFixed(3)} USD a task hour)`,
      lines: [{ name: "USD", color: "#9a6700", values: cost }],
      unit: (value) => `${value.toFixed(2)} USD`,
      ...size,
    }),
  ];
}

/** Lines of at most so many characters as fit the width. */
function wrapped(words: string): string[] {
  const lines = [""];
  for (const word of words.split(" ")) {
    if (`${lines.at(-1)} ${word}`.length > 44) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}
