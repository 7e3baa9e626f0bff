import { type Applied, place, resourcesOf } from "./applied";

/** Functions that anybody may start: by a URL without a signature, or by a service that need not say for which resource. */
export function openFunctions(applied: Applied): string[] {
  return [
    ...resourcesOf(applied, "aws_lambda_function_url")
      .filter(({ values }) => values["authorization_type"] !== "AWS_IAM")
      .map((url) => `${place(url)} lets anybody start its function`),
    ...resourcesOf(applied, "aws_lambda_permission")
      .filter(({ values }) => !values["source_arn"])
      .map((permission) => {
        const who = String(permission.values["principal"]);
        return `${place(permission)} lets ${who} start its function, for whichever resource`;
      }),
  ];
}
