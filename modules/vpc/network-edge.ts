import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface NetworkEdgeProps {
  /** Security group that connects. */
  readonly from: string;
  /** Security group that is connected to. */
  readonly to: string;
  /** TCP port that is connected to. */
  readonly port: number;
  /** What the connection is for, as AWS shows it with both rules. */
  readonly description: string;
}

/** An edge between two security groups on one TCP port: a rule out of one and a rule into the other. */
export class NetworkEdge extends Construct {
  constructor(scope: Construct, id: string, props: NetworkEdgeProps) {
    super(scope, id);
    const rule = { description: props.description, ipProtocol: "tcp", fromPort: props.port, toPort: props.port };
    new VpcSecurityGroupEgressRule(this, "out", {
      ...rule,
      securityGroupId: props.from,
      referencedSecurityGroupId: props.to,
    });
    new VpcSecurityGroupIngressRule(this, "in", {
      ...rule,
      securityGroupId: props.to,
      referencedSecurityGroupId: props.from,
    });
  }
}
