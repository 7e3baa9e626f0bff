import type { BucketProps } from "../../../modules/s3/bucket";
import type { Bucket } from "../settings";

const STORAGE_CLASSES = { "standard-ia": "STANDARD_IA", glacier: "GLACIER" } as const;

/** How a bucket treats its objects from their upload to their end. */
export function bucketLife(
  settings: Pick<Bucket, "tiers" | "expire" | "encryption" | "versions">,
): Pick<BucketProps, "tiers" | "expireDays" | "demandsEncryption" | "keepVersionsDays"> {
  return {
    tiers: settings.tiers.map(({ after, to }) => ({ afterDays: after, storageClass: STORAGE_CLASSES[to] })),
    expireDays: settings.expire,
    demandsEncryption: settings.encryption === "demanded",
    keepVersionsDays: settings.versions || undefined,
  };
}
