import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { LbListenerRule, type LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";

export interface CustomerDomainProps {
  /** ARN of the load balancer's HTTPS listener. */
  readonly listenerArn: string;
  /** The host name; ACM must have an issued certificate for it. */
  readonly host: string;
  /** Place among the listener's rules, 1 to 50,000. */
  readonly priority: number;
  /** Where its requests go. */
  readonly action: LbListenerRuleAction;
  /** Leave it to go where it goes already, whatever the action says. @default false */
  readonly keepsAction?: boolean;
}

/**
 * A host name of somebody else's, who points it to the load balancer. Its certificate has to be issued in ACM; the
 * listener shows it to clients that ask for this name (SNI).
 */
export class CustomerDomain extends Construct {
  constructor(scope: Construct, id: string, props: CustomerDomainProps) {
    super(scope, id);
    const certificate = new DataAwsAcmCertificate(this, "issued", {
      domain: props.host,
      types: ["AMAZON_ISSUED", "IMPORTED"],
      statuses: ["ISSUED"],
      mostRecent: true,
    });
    new LbListenerCertificate(this, "certificate", {
      listenerArn: props.listenerArn,
      certificateArn: certificate.arn,
    });
    new LbListenerRule(this, "rule", {
      listenerArn: props.listenerArn,
      priority: props.priority,
      lifecycle: props.keepsAction ? { ignoreChanges: ["action"] } : undefined,
      condition: [{ hostHeader: { values: [props.host] } }],
      action: [props.action],
    });
  }
}
