import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";

export interface FirewallAssociationProps {
  readonly firewallArn: string;
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
