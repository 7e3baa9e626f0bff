import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";

export interface FirewallAssociationProps {
  /** ARN of the firewall, a web ACL of the load balancer's region. */
  readonly firewallArn: string;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
}

/** Puts a firewall in front of a load balancer. */
export class FirewallAssociation extends Construct {
  constructor(scope: Construct, id: string, props: FirewallAssociationProps) {
    super(scope, id);
    new Wafv2WebAclAssociation(this, "association", {
      resourceArn: props.loadBalancerArn,
      webAclArn: props.firewallArn,
    });
  }
}
