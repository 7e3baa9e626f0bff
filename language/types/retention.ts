import { days } from "./duration";

/** Days that CloudWatch Logs can keep logs (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html). */
export const RETENTIONS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function neighbours(value: number): string {
  const below = RETENTIONS.filter((retention) => retention < value).slice(-1);
  const above = RETENTIONS.filter((retention) => retention > value).slice(0, 1);
  return [...below, ...above].map((retention) => `${retention}d`).join(" or ");
}

/** How long logs are kept: one of the numbers of days that CloudWatch Logs knows. */
export const retention = days.refine((value) => RETENTIONS.includes(value), {
  error: (issue) =>
    `is not a retention of CloudWatch Logs; choose ${neighbours(issue.input as number)} ` +
    `(all: ${RETENTIONS.map((value) => `${value}d`).join(", ")})`,
});
