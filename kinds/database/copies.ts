import { z } from "zod";
import { days } from "../../language/types/duration";
import { region } from "../../language/types/region";

/** The longest that AWS Backup keeps anything (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html). */
const LONGEST = 36_500;

/** What S3 Glacier Deep Archive charges at least (https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html). */
const SHORTEST_COLD = 180;

const kept = days.refine((value) => value <= LONGEST, "is out of range: AWS Backup keeps copies for 36500d at most");

const keptCold = days.refine(
  (value) => value >= SHORTEST_COLD && value <= LONGEST,
  "is out of range: cold copies are kept for 180d to 36500d, because S3 Glacier Deep Archive charges 180 days at least",
);

/** Snapshots that outlive the automated backups, in a vault of AWS Backup. */
export const copies = z.strictObject({
  monthly: kept.optional().describe("How long the copy of the first of a month is kept."),
  quarterly: kept
    .optional()
    .describe("How long the copy of the first of a quarter is kept; it stands in for that month's."),
  region: region.optional().describe("A second region that has every copy too."),
});

export type Copies = z.infer<typeof copies>;

/** Data as Parquet files in S3 Glacier Deep Archive. */
export const coldCopies = z.strictObject({
  monthly: keptCold.optional().describe("How long the export of the first of a month is kept, 180 days at least."),
  quarterly: keptCold
    .optional()
    .describe("How long the export of the first of a quarter is kept; it stands in for that month's."),
});

export type ColdCopies = z.infer<typeof coldCopies>;
