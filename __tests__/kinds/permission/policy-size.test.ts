import { synthesize } from "../../stacks/template";

/** Characters of all inline policies of a role (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const LIMIT = 10_240;

/** An ARN is longer than the expression that stands for it may be; this much is added for each. */
const ARN = 120;

const policies = Object.values(synthesize()).flatMap((template) =>
  Object.entries(template.all("aws_iam_role_policy")).map(
    ([name, { policy }]) => [template.name, name, policy] as const,
  ),
);

it.each(policies)("in %s the policy %s fits into what IAM takes", (_stack, _name, policy) => {
  const references = policy.match(/\$\{[^}]*\}/g)?.length ?? 0;
  expect(policy.replace(/\$\{[^}]*\}/g, "").length + references * ARN).toBeLessThan(LIMIT);
});
