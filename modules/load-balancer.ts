import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { SecurityGroup } from "./security-group";

/**
 * TLS 1.3, and 1.2 for clients that know no better
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface LoadBalancerProps {
  /** At most 32 characters (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html). */
  readonly name: string;
  readonly vpcId: string;
  /** Public subnets, in two zones at least. */
  readonly subnetIds: string[];
  /** Ranges that may reach ports 80 and 443. */
  readonly allow: readonly string[];
  /** ARN of the certificate for HTTPS. */
  readonly certificateArn: string;
  /** Seconds that a connection may be idle. */
  readonly idleTimeout: number;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
}

/** An internet-facing load balancer: HTTP redirects to HTTPS, and what no rule asks for is not found. */
export class LoadBalancer extends Construct {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly zoneId: string;
  readonly listenerArn: string;
  readonly access: SecurityGroup;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.access = new SecurityGroup(this, "access", {
      name: `${props.name}-load-balancer`,
      description: `Who reaches the load balancer ${props.name}`,
      vpcId: props.vpcId,
    });
    props.allow.forEach((cidr, index) => {
      this.access.allowFromRange(`http-${index}`, cidr, 80, "HTTP, redirected to HTTPS");
      this.access.allowFromRange(`https-${index}`, cidr, 443, "HTTPS");
    });
    const balancer = new Lb(this, "load-balancer", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      subnets: props.subnetIds,
      securityGroups: [this.access.id],
      idleTimeout: props.idleTimeout,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: props.guarded,
      lifecycle: { preventDestroy: props.guarded },
    });
    new LbListener(this, "http", {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    const https = new LbListener(this, "https", {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: props.certificateArn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "Not found" },
        },
      ],
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = https.arn;
  }
}
