import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Bucket } from "../settings";

/** S3 keeps objects this many days in a class before it moves them into, or out of, infrequent access (https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html). */
const STAY = 30;

/** What is wrong with when objects move and expire. */
export function tierDiagnostics(
  { tiers, expire }: Pick<Bucket, "tiers" | "expire">,
  path: readonly Step[],
): Diagnostic[] {
  const steps = tiers.flatMap(({ after, to }, index): Diagnostic[] => {
    const before = tiers[index - 1];
    const first = to === "standard-ia" ? STAY : 1;
    if (before?.to === to || before?.to === "glacier") {
      const message = `\`${to}\` cannot follow ${before.to}; objects move from standard-ia to glacier, each once`;
      return [{ path: [...path, "tiers", index, "to"], message }];
    }
    const least = before ? before.after + STAY : first;
    const message = `\`${after}d\` is too early for ${to}${before ? ` after ${before.to}` : ""}; S3 takes ${least}d or later`;
    return after < least ? [{ path: [...path, "tiers", index, "after"], message }] : [];
  });
  const last = tiers.at(-1)?.after ?? 0;
  const message = `\`${expire}d\` is not after the last of \`tiers\`, at ${last}d; let objects expire later, or take the tier out`;
  return [...steps, ...(expire !== undefined && expire <= last ? [{ path: [...path, "expire"], message }] : [])];
}

function prefixDiagnostics({ prefixes, except, tiers, expire }: Bucket, path: readonly Step[]): Diagnostic[] {
  const within = prefixes.flatMap((prefix, index): Diagnostic[] => {
    const other = prefixes.find((one, at) => at !== index && prefix.startsWith(one));
    const message = `\`${prefix}\` lies within \`${other}\`; name prefixes that have nothing in common`;
    return other === undefined ? [] : [{ path: [...path, "prefixes", index], message }];
  });
  const unknown = except.flatMap((prefix, index): Diagnostic[] => {
    const message = `\`${prefix}\` is none of \`prefixes\`; ${suggestion(prefix, prefixes, "add it there")}`;
    return prefixes.includes(prefix) ? [] : [{ path: [...path, "except", index], message }];
  });
  const idle = tiers.length === 0 && expire === undefined;
  const message = "excepts from nothing: there are neither `tiers` nor `expire`; take it out";
  return [
    ...within,
    ...unknown,
    ...(except.length > 0 && idle ? [{ path: [...path, "except"], at: "key" as const, message }] : []),
  ];
}

/** Objects move to tiers in an order that S3 takes, and exceptions are prefixes that are known. */
export function buckets({ buckets }: Environment): Diagnostic[] {
  return Object.entries(buckets).flatMap(([name, bucket]) => {
    const path = ["buckets", name];
    return [...tierDiagnostics(bucket, path), ...prefixDiagnostics(bucket, path)];
  });
}
