import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { Construct } from "constructs";

/** Managed policies: cache nothing (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html) … */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/** … and hand everything on (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html). */
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

export interface CloudFrontProps {
  /** Name of the VPC origin, and comment of the distribution. */
  readonly name: string;
  /** The load balancer, inside a VPC. */
  readonly balancer: { readonly arn: string; readonly dnsName: string };
  /** Host names of one's own, with the ARN of their certificate in us-east-1. @default - CloudFront's own name */
  readonly own?: { readonly hosts: string[]; readonly certificateArn: string };
  /** Which edge locations serve it, such as `PriceClass_100`. */
  readonly priceClass: string;
  /** Seconds that the load balancer may take to answer. */
  readonly readTimeout: number;
  /** ARN of the web application firewall. @default - none */
  readonly firewallArn?: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/**
 * CloudFront in front of a load balancer inside a VPC: HTTPS for visitors, nothing cached, everything handed on. It
 * speaks HTTPS to the load balancer too, where that has a certificate: for host names of one's own.
 */
export class CloudFront extends Construct {
  /** CloudFront's own name for it. */
  readonly dnsName: string;
  readonly zoneId: string;

  /** Id of the list of addresses from which CloudFront calls. */
  static addresses(scope: Construct, id: string): string {
    return new DataAwsEc2ManagedPrefixList(scope, id, { name: "com.amazonaws.global.cloudfront.origin-facing" }).id;
  }

  constructor(scope: Construct, id: string, props: CloudFrontProps) {
    super(scope, id);
    const { balancer, own } = props;
    const origin = new CloudfrontVpcOrigin(this, "origin", {
      vpcOriginEndpointConfig: [
        {
          name: props.name,
          arn: balancer.arn,
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: own ? "https-only" : "http-only",
          originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
    });
    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: props.name,
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: props.priceClass,
      webAclId: props.firewallArn,
      aliases: own?.hosts,
      origin: [
        {
          originId: "load-balancer",
          domainName: balancer.dnsName,
          vpcOriginConfig: { vpcOriginId: origin.id, originReadTimeout: props.readTimeout },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "load-balancer",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: CACHING_DISABLED,
        originRequestPolicyId: ALL_VIEWER,
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: own
        ? {
            acmCertificateArn: own.certificateArn,
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
          }
        : // For its own name CloudFront takes TLS 1.0 and later, whatever is asked for
          // (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html).
          { cloudfrontDefaultCertificate: true },
      lifecycle: { preventDestroy: props.guarded },
    });
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
  }
}
