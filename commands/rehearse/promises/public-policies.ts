import { bucketOutputs } from "../../../kinds/bucket/outputs";
import { parseJson } from "../../base/json";
import { type Applied, handedOn, type Placed, place, resourcesOf } from "./applied";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Buckets that do not refuse public access in all four ways, unless the manifest calls them public. */
export function openBuckets(applied: Applied): string[] {
  const closed = resourcesOf(applied, "aws_s3_bucket_public_access_block")
    .filter(({ values }) => BLOCKS.every((block) => values[block] === true))
    .map(({ values }) => values["bucket"]);
  const fine = [...closed, ...publicBuckets(applied)];
  return resourcesOf(applied, "aws_s3_bucket")
    .filter(({ values }) => !fine.includes(values["bucket"]))
    .map((bucket) => `${place(bucket)} does not block public access in all four ways`);
}

/**
 * Resource policies that allow something to anyone, without a condition. A bucket that the manifest calls public may
 * let anyone read its objects; an endpoint's policy is for its own VPC only.
 */
export function openPolicies(applied: Applied): string[] {
  const readable = publicBuckets(applied);
  return resourcesOf(applied)
    .filter(({ type }) => type !== "aws_vpc_endpoint")
    .filter((resource) =>
      openActions(resource).some((action) => !(action === "s3:GetObject" && isOf(resource, readable))),
    )
    .map((resource) => `${place(resource)} allows anyone in its policy, without a condition`);
}

/** Names in S3 of the buckets that the manifest calls public. */
function publicBuckets(applied: Applied): unknown[] {
  return Object.entries(applied.environment.buckets)
    .filter(([, bucket]) => bucket.public === "read")
    .map(([name]) => handedOn(applied, bucketOutputs(name).name));
}

function isOf({ type, values }: Placed, buckets: readonly unknown[]): boolean {
  return (type === "aws_s3_bucket_policy" || type === "aws_s3_bucket") && buckets.includes(values["bucket"]);
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Condition?: unknown;
}

/** What a resource's policy allows to anyone. */
function openActions({ values }: Placed): string[] {
  return statements(values["policy"])
    .filter(({ Effect, Principal = null, Condition }) => Effect === "Allow" && !Condition && isAnyone(Principal))
    .flatMap(({ Action = "*" }) => Action);
}

function isAnyone(principal: unknown): boolean {
  return JSON.stringify(principal).includes('"*"');
}

function statements(policy: unknown): Statement[] {
  if (typeof policy !== "string" || !policy.startsWith("{")) return [];
  const { Statement: found = [] } = parseJson<{ Statement?: Statement | Statement[] }>(
    policy,
    "A policy in Terraform's state",
  );
  return Array.isArray(found) ? found : [found];
}
