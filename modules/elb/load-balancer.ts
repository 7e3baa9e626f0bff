import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { SecurityGroup } from "../vpc/security-group";

/**
 * TLS 1.3, and 1.2 for clients that know no better
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface LoadBalancerProps {
  /** Name in AWS, at most 32 characters. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Subnets in two zones at least; public ones, unless only CloudFront reaches it. */
  readonly subnetIds: string[];
  /** Who reaches it: address ranges from the internet, or CloudFront inside the VPC, by the list of its addresses. */
  readonly allow: { readonly ranges: readonly string[] } | { readonly cloudFront: string };
  /** ARN of the certificate for HTTPS. @default - HTTP only; CloudFront has the certificate */
  readonly certificateArn?: string;
  /** Seconds that a connection may be idle. */
  readonly idleTimeout: number;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
}

const NOT_FOUND = [
  { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "Not found" } },
];

/**
 * A load balancer that faces the internet, where HTTP redirects to HTTPS, or that CloudFront alone reaches inside the
 * VPC. What no rule asks for is not found.
 */
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
    const balancer = new Lb(this, "load-balancer", {
      name: props.name,
      loadBalancerType: "application",
      internal: "cloudFront" in props.allow,
      subnets: props.subnetIds,
      securityGroups: [this.access.id],
      idleTimeout: props.idleTimeout,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: props.guarded,
      lifecycle: { preventDestroy: props.guarded },
    });
    const listener = this.listener(balancer.arn, props.certificateArn);
    if ("ranges" in props.allow) this.openTo(props.allow.ranges, balancer.arn);
    // One port: the list counts as 55 of the 60 rules of a group
    // (https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html).
    else
      this.access.allowFromPrefixList(
        "cloudfront",
        props.allow.cloudFront,
        props.certificateArn ? 443 : 80,
        "CloudFront",
      );
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = listener.arn;
  }

  private listener(loadBalancerArn: string, certificateArn: string | undefined): LbListener {
    if (!certificateArn) {
      return new LbListener(this, "http", { loadBalancerArn, port: 80, protocol: "HTTP", defaultAction: NOT_FOUND });
    }
    return new LbListener(this, "https", {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      defaultAction: NOT_FOUND,
    });
  }

  private openTo(ranges: readonly string[], loadBalancerArn: string): void {
    ranges.forEach((cidr, index) => {
      this.access.allowFromRange(`http-${index}`, cidr, 80, "HTTP, redirected to HTTPS");
      this.access.allowFromRange(`https-${index}`, cidr, 443, "HTTPS");
    });
    new LbListener(this, "http", {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  }
}
