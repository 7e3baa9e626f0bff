import { z } from "zod";

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds in a duration such as `30s`, `15m`, `12h` or `7d`. */
export function seconds(text: string): number {
  const unit = text.at(-1) as keyof typeof UNITS;
  return Number(text.slice(0, -1)) * UNITS[unit];
}

/** A duration, written `30s`, `15m`, `12h` or `7d`; parsed to seconds. */
export const duration = z
  .string()
  .regex(
    /^[1-9][0-9]*[smhd]$/,
    "is not a duration; write a whole number with s, m, h or d, such as 30s, 15m, 12h or 7d",
  )
  .transform(seconds);

/** A whole number of days, written `7d`; parsed to days. */
export const days = z
  .string()
  .regex(/^[1-9][0-9]*d$/, "is not a number of days; write it with d, such as 7d")
  .transform((text) => Number(text.slice(0, -1)));
