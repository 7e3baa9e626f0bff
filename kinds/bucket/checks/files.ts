import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Bucket } from "../settings";

function conflicts(bucket: Bucket, path: readonly Step[]): Diagnostic[] {
  const diagnostic = (key: string, isWrong: boolean, message: string): Diagnostic[] =>
    isWrong ? [{ path: [...path, key], message }] : [];
  return [
    ...diagnostic(
      "versions",
      bucket.versions === false,
      "must be kept where there are `files`, to go back to an earlier one",
    ),
    ...diagnostic(
      "public",
      bucket.public !== undefined,
      "would let anybody read `files`; put them into a bucket of their own",
    ),
    ...diagnostic("expire", bucket.expire !== undefined, "would delete `files`; put them into a bucket of their own"),
    ...diagnostic("tiers", bucket.tiers.length > 0, "would move `files` away; put them into a bucket of their own"),
  ];
}

/** A bucket with files of the project keeps their versions, shows them to nobody else, and does not delete them. */
export function bucketFiles({ buckets }: Environment): Diagnostic[] {
  return Object.entries(buckets).flatMap(([name, bucket]) =>
    Object.keys(bucket.files).length > 0 ? conflicts(bucket, ["buckets", name]) : [],
  );
}
