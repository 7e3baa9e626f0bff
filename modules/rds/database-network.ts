import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import type { Construct } from "constructs";
import { SecurityGroup } from "../vpc/security-group";
import type { DatabaseProps } from "./database-props";

/** Where a database server is, and who reaches it: private subnets, and a group that lets nobody in until somebody uses it. */
export function databaseNetwork(
  scope: Construct,
  identifier: string,
  { vpcId, subnetIds }: Pick<DatabaseProps, "vpcId" | "subnetIds">,
): { securityGroup: SecurityGroup; subnets: DbSubnetGroup } {
  return {
    securityGroup: new SecurityGroup(scope, "access", {
      name: identifier,
      description: `Who reaches the database ${identifier}`,
      vpcId,
    }),
    subnets: new DbSubnetGroup(scope, "subnets", {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds,
    }),
  };
}
