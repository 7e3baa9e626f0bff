import { z } from "zod";

const UNITS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** Seconds in a duration such as `30s`, `15m`, `12h` or `7d`. */
export function seconds(text: string): number {
  const unit = text.at(-1) as keyof typeof UNITS;
  return Number(text.slice(0, -1)) * UNITS[unit];
}

/** Seconds as a duration in the largest unit that divides them: `30s`, `15m`. */
export function durationText(value: number): string {
  const [unit, size] = Object.entries(UNITS).find(([, length]) => value >= length && value % length === 0) ?? ["s", 1];
  return `${value / size}${unit}`;
}

/** A duration, written `30s`, `15m`, `12h` or `7d`; parsed to seconds. */
export const duration = z.codec(
  z
    .string()
    .regex(
      /^(0s|[1-9][0-9]{0,8}[smhd])$/,
      "is not a duration; write a whole number with s, m, h or d, such as 30s, 15m, 12h or 7d",
    )
    .meta({ title: "duration", examples: ["30s"] }),
  z.number().int(),
  { decode: seconds, encode: durationText },
);

/** A duration between two others; `source` says whose limits they are. */
export function durationWithin(shortest: string, longest: string, source: string) {
  const [from, to] = [seconds(shortest), seconds(longest)];
  return duration.refine((value) => value >= from && value <= to, {
    error: `is out of range: ${source} takes ${shortest} to ${longest}`,
  });
}

/** A whole number of days, written `7d`; parsed to days. */
export const days = z.codec(
  z
    .string()
    .regex(/^[1-9][0-9]{0,8}d$/, "is not a number of days; write it with d, such as 7d")
    .meta({ title: "number of days", examples: ["7d"] }),
  z.number().int(),
  { decode: (text) => Number(text.slice(0, -1)), encode: (value) => `${value}d` },
);
