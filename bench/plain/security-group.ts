import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";

/** A security group without rules. */
export function securityGroup(
  scope: Construct,
  id: string,
  { name, description, vpcId }: { name: string; description: string; vpcId: string },
): SecurityGroup {
  return new SecurityGroup(scope, id, {
    name,
    description,
    vpcId,
    revokeRulesOnDelete: true,
    tags: { Name: name },
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Lets everybody in, or a group out to everybody, on one port. */
export function world(
  scope: Construct,
  id: string,
  direction: "in" | "out",
  { group, port, description }: { group: SecurityGroup; port: number; description: string },
): void {
  const Rule = direction === "in" ? VpcSecurityGroupIngressRule : VpcSecurityGroupEgressRule;
  new Rule(scope, id, {
    securityGroupId: group.id,
    description,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrIpv4: "0.0.0.0/0",
  });
}

/** Lets one group reach another on one port. */
export function connect(
  scope: Construct,
  id: string,
  { from, to, port, description }: { from: SecurityGroup; to: SecurityGroup; port: number; description: string },
): void {
  const rule = { description, ipProtocol: "tcp", fromPort: port, toPort: port };
  new VpcSecurityGroupEgressRule(scope, `${id}-out`, {
    ...rule,
    securityGroupId: from.id,
    referencedSecurityGroupId: to.id,
  });
  new VpcSecurityGroupIngressRule(scope, `${id}-in`, {
    ...rule,
    securityGroupId: to.id,
    referencedSecurityGroupId: from.id,
  });
}
