/** A line of a chart: a value for each minute. */
export interface Line {
  readonly name: string;
  readonly color: string;
  /** Filled down to zero. @default - a line only */
  readonly filled?: boolean;
  readonly values: readonly number[];
}

export interface ChartProps {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The largest value, in words. */
  readonly unit: (value: number) => string;
  readonly width: number;
  readonly height: number;
}

const TITLE = 16;
const FOOT = 14;

/** A chart over time, as the content of an SVG element: hours to the right, values up. */
export function chart({ title, lines, unit, width, height }: ChartProps): string {
  const most = Math.max(...lines.flatMap(({ values }) => largestOf(values, values.length)), 1e-9);
  const base = height - FOOT;
  const paths = lines.map(({ name, color, filled, values }) => {
    const columns = largestOf(values, width);
    const points = columns.map((value, index) => {
      const x = (index * width) / Math.max(1, columns.length - 1);
      return `${x.toFixed(1)} ${(base - (value / most) * (base - TITLE)).toFixed(1)}`;
    });
    const line = `M${points.join("L")}`;
    const shape = filled
      ? `d="${line}L${width} ${base}L0 ${base}Z" fill="${color}"`
      : `d="${line}" fill="none" stroke="${color}" stroke-width="1.3"`;
    return `<path ${shape}><title>${text(name)}</title></path>`;
  });
  const hours = (lines[0]!.values.length - 1) / 60;
  return [
    `<text x="0" y="11" class="label">${text(title)}</text>`,
    `<text x="${width}" y="11" class="figure">${text(unit(most))}</text>`,
    `<path d="M0 ${TITLE}H${width}" class="grid"/>`,
    ...paths,
    `<path d="M0 ${base}H${width}" class="axis"/>`,
    `<text x="0" y="${height - 3}" class="label">0</text>`,
    `<text x="${width}" y="${height - 3}" class="figure">${hours.toFixed(0)} h</text>`,
  ].join("\n");
}

/** The largest of the values in each of so many columns. */
function largestOf(values: readonly number[], columns: number): number[] {
  const size = Math.max(1, Math.ceil(values.length / columns));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    Math.max(...values.slice(index * size, (index + 1) * size)),
  );
}

/** Text as SVG takes it. */
export function text(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
