import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";

/** Log groups of a database server, made here so that RDS does not make them without a retention. */
export function databaseLogs(
  scope: Construct,
  kind: "cluster" | "instance",
  identifier: string,
  logs: readonly string[],
  retentionDays: number,
): CloudwatchLogGroup[] {
  return logs.map(
    (log) =>
      new CloudwatchLogGroup(scope, `${log}-log`, {
        name: `/aws/rds/${kind}/${identifier}/${log}`,
        retentionInDays: retentionDays,
      }),
  );
}
