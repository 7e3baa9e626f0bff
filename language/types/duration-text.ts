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

/** How a duration is written. */
export const DURATION = /^(0s|[1-9][0-9]{0,8}[smhd])$/;

/** What is wrong with one that is written otherwise. */
export const NO_DURATION = "is not a duration; write a whole number with s, m, h or d, such as 30s, 15m, 12h or 7d";
