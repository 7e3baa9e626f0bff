import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";

/** Starting a function, as it is now or by a version or alias. */
export const lambdaFunction: Grant = (name, _level, { functionOf }) => {
  const { arn } = functionOf(name);
  return permissionsOnly({
    sid: sid(`Invoke ${name}`),
    actions: ["lambda:InvokeFunction"],
    resources: [arn, `${arn}:*`],
  });
};
