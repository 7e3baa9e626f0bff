import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { NetworkEdge } from "./network-edge";

export interface SecurityGroupProps {
  /** Name in AWS. */
  readonly name: string;
  /** What the group is for; AWS shows it and it cannot change later. */
  readonly description: string;
  /** VPC of the group. */
  readonly vpcId: string;
}

/** A security group that lets nothing in or out until it is told. */
export class SecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const group = new AwsSecurityGroup(this, "group", {
      name: props.name,
      description: props.description,
      vpcId: props.vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    });
    this.id = group.id;
  }

  /** Lets an address range in on one TCP port; only for what must be reachable from outside the VPC. */
  allowFromRange(id: string, cidr: string, port: number, description: string): void {
    new VpcSecurityGroupIngressRule(this, id, {
      ...this.rule(port, description),
      cidrIpv4: cidr,
    });
  }

  /** Lets the addresses of a list that AWS keeps in on one TCP port. */
  allowFromPrefixList(id: string, prefixListId: string, port: number, description: string): void {
    new VpcSecurityGroupIngressRule(this, id, {
      ...this.rule(port, description),
      prefixListId,
    });
  }

  /** Lets traffic out to an address range on one TCP port. */
  allowToRange(id: string, cidr: string, port: number, description: string): void {
    new VpcSecurityGroupEgressRule(this, id, {
      ...this.rule(port, description),
      cidrIpv4: cidr,
    });
  }

  /** Lets this group reach another on one TCP port. */
  connectTo(id: string, target: string, port: number, description: string): void {
    new NetworkEdge(this, id, { from: this.id, to: target, port, description });
  }

  private rule(port: number, description: string) {
    return { securityGroupId: this.id, description, ipProtocol: "tcp", fromPort: port, toPort: port };
  }
}
