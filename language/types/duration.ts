import { z } from "zod";
import { DURATION, durationText, NO_DURATION, seconds } from "./duration-text";

export { durationText, seconds };

/** A duration, written `30s`, `15m`, `12h` or `7d`; parsed to seconds. */
export const duration = z.codec(
  z
    .string()
    .regex(DURATION, NO_DURATION)
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
