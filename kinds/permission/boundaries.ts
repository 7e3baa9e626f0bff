import type { Environment } from "../core/environment";
import { type EnvironmentId, nameIn } from "../core/names";
import { sid } from "../core/statement-id";
import type { Statement } from "./settings";

/** Characters of a managed policy, white space not counted (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const LARGEST_BOUNDARY = 6_144;

/** What is not known of an account before Terraform is signed in is as long as this. */
const ANY_ACCOUNT = "123456789012";

/** Name in IAM of the managed policy that one of `boundaries` is; it has no path, so that no path of what services make holds it. */
export function boundaryName(environment: EnvironmentId, boundary: string): string {
  return nameIn(environment, `${boundary}-boundary`);
}

/** The conditions of a statement, and the one that its boundary stands for. */
export function conditionsOf(
  { when, boundary }: Statement,
  environment: EnvironmentId,
  account: string,
): Statement["when"] {
  if (boundary === undefined) return when;
  const arn = `arn:aws:iam::${account}:policy/${boundaryName(environment, boundary)}`;
  return { ...when, StringEquals: { ...when?.["StringEquals"], "iam:PermissionsBoundary": arn } };
}

/** Characters of a boundary as the policy that IAM counts. */
export function boundarySize(environment: Environment, name: string): number {
  const Statement = environment.boundaries[name]!.map((statement, index) => ({
    Sid: sid(`${name} ${index}`),
    Effect: "Allow",
    Action: statement.allow,
    Resource: statement.on,
    Condition: conditionsOf(statement, environment, environment.account ?? ANY_ACCOUNT),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement }).replace(/\s/g, "").length;
}
