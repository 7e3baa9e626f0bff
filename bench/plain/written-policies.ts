import { readFileSync } from "node:fs";
import type { BenchEnvironment } from "../environments";
import type { Statement } from "./role";
import { REGION } from "./s3-stack";

/** Policy statements with `${placeholders}`, in a file beside the program. */
type Template = { allow: string[]; on: string[]; when?: Record<string, object>; boundary?: string }[];

const templates = new Map<string, string>();

/** The statements of a file, with what the placeholders stand for, besides what every environment has. */
export function statementsOf(
  file: string,
  sid: string,
  { account, domain, variables }: BenchEnvironment,
  more: Record<string, string>,
  boundaryArn = "",
): Statement[] {
  const text = templates.get(file) ?? readFileSync(file, "utf8");
  templates.set(file, text);
  const values: Record<string, string> = {
    account,
    domain,
    region: REGION,
    "variables.bucket": variables.bucket,
    "variables.zone": variables.zone,
    ...more,
  };
  const filled = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => values[name]!);
  return (JSON.parse(filled) as Template).map(
    ({ allow, on, when, boundary }, index): Statement => ({
      Sid: `${sid}${index}`,
      Effect: "Allow",
      Action: allow,
      Resource: on,
      Condition: boundary
        ? { ...when, StringEquals: { ...when?.["StringEquals"], "iam:PermissionsBoundary": boundaryArn } }
        : when,
    }),
  );
}
