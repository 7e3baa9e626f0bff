import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import { Role } from "../iam/role";
import type { DatabaseProps } from "./database-props";

/** A role that RDS takes to write a database's enhanced monitoring. */
export function monitoringRole(
  scope: Construct,
  identifier: string,
  { account, permissionsBoundary }: Pick<DatabaseProps, "account" | "permissionsBoundary">,
): Role {
  const role = new Role(scope, "monitoring", {
    name: `${identifier}-monitoring`,
    description: `Lets RDS write the enhanced monitoring of ${identifier}`,
    service: "monitoring.rds.amazonaws.com",
    account,
    permissionsBoundary,
    statements: [],
  });
  new IamRolePolicyAttachment(scope, "monitoring-permissions", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
  });
  return role;
}
