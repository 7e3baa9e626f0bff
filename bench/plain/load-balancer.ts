import { createHash } from "node:crypto";
import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import type { NetworkStack } from "./network-stack";
import { prefixOf } from "./s3-stack";
import { securityGroup, world } from "./security-group";

export interface PlainLoadBalancerProps {
  readonly environment: BenchEnvironment;
  readonly network: NetworkStack;
}

/** The load balancer with its name, its certificate and the way to the service. */
export class PlainLoadBalancer {
  readonly group: SecurityGroup;
  readonly balancer: Lb;
  readonly targets: LbTargetGroup;
  readonly rule: LbListenerRule;

  constructor(
    private readonly scope: Construct,
    private readonly props: PlainLoadBalancerProps,
  ) {
    const { domain } = props.environment;
    this.group = this.addGroup();
    this.balancer = this.addBalancer();
    this.targets = this.addTargets();
    this.rule = this.addRule(`ps.${domain}`);
    const zone = new DataAwsRoute53Zone(scope, "zone", { name: domain, privateZone: false });
    new Route53Record(scope, "name", {
      zoneId: zone.zoneId,
      name: `ps.${domain}`,
      type: "A",
      alias: { name: this.balancer.dnsName, zoneId: this.balancer.zoneId, evaluateTargetHealth: true },
    });
  }

  private get prefix(): string {
    return prefixOf(this.props.environment);
  }

  private addGroup(): SecurityGroup {
    const group = securityGroup(this.scope, "door", {
      name: `${this.prefix}-load-balancer`,
      description: `Who reaches the load balancer ${this.prefix}`,
      vpcId: this.props.network.vpc.id,
    });
    world(this.scope, "http", "in", { group, port: 80, description: "HTTP, redirected to HTTPS" });
    world(this.scope, "https", "in", { group, port: 443, description: "HTTPS" });
    return group;
  }

  private addBalancer(): Lb {
    const guarded = !this.props.environment.disposable;
    return new Lb(this.scope, "balancer", {
      name: this.prefix,
      loadBalancerType: "application",
      internal: false,
      subnets: this.props.network.publicSubnets.map((subnet) => subnet.id),
      securityGroups: [this.group.id],
      idleTimeout: 900,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: guarded,
      lifecycle: { preventDestroy: guarded },
    });
  }

  private addTargets(): LbTargetGroup {
    return new LbTargetGroup(this.scope, "targets", {
      name: `${this.prefix}-ps-81bdaa`,
      vpcId: this.props.network.vpc.id,
      targetType: "ip",
      protocol: "HTTP",
      port: 80,
      deregistrationDelay: "60",
      stickiness: { type: "lb_cookie", enabled: false },
      healthCheck: {
        protocol: "HTTP",
        port: "traffic-port",
        path: "/ping/",
        matcher: "200",
        interval: 30,
        timeout: 10,
        healthyThreshold: 3,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private addRule(host: string): LbListenerRule {
    const certificate = new DataAwsAcmCertificate(this.scope, "certificate", {
      domain: `*.${this.props.environment.domain}`,
      types: ["AMAZON_ISSUED"],
      statuses: ["ISSUED"],
      mostRecent: true,
    });
    new LbListener(this.scope, "http-listener", {
      loadBalancerArn: this.balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    const listener = new LbListener(this.scope, "https-listener", {
      loadBalancerArn: this.balancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: certificate.arn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "Not found" },
        },
      ],
    });
    return new LbListenerRule(this.scope, "rule", {
      listenerArn: listener.arn,
      priority: (createHash("sha256").update(host).digest().readUInt32BE() % 50_000) + 1,
      condition: [{ hostHeader: { values: [host] } }],
      action: [{ type: "forward", targetGroupArn: this.targets.arn }],
    });
  }
}
