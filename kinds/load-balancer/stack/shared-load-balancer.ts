import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Certificate } from "../../../modules/acm/certificate";
import { CloudFront } from "../../../modules/cloudfront/cloud-front";
import { BlockedPaths, blockedRules } from "../../../modules/elb/blocked-paths";
import { LoadBalancer } from "../../../modules/elb/load-balancer";
import { AcceleratorListener } from "../../../modules/globalaccelerator/accelerator-listener";
import { DnsAlias } from "../../../modules/route53/dns-alias";
import { Firewall } from "../../../modules/waf/firewall";
import { FirewallAssociation } from "../../../modules/waf/firewall-association";
import type { Environment } from "../../core/environment";
import { pairedRoutes, type ServiceRoute } from "../../service/stack/paired-routes";
import { CERTIFICATE_REGION } from "../../user-pool/settings";
import type { FirewallSettings } from "../firewall";
import { hostsOf } from "../hosts";
import { rulePriorities } from "./rule-priorities";

export interface SharedLoadBalancerProps {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  readonly prefix: string;
  /** Whether the load balancer refuses to be deleted. */
  readonly guarded: boolean;
  /** Id of the VPC, and of its public and private subnets. */
  readonly vpc: {
    readonly id: string;
    readonly publicSubnetIds: string[];
    readonly privateSubnetIds: string[];
  };
  /** Global Accelerator with the environment's static addresses. @default - none */
  readonly accelerator: { readonly arn: string; readonly dnsName: string; readonly zoneId: string } | undefined;
  /** The provider of a region; nothing for the layer's own. */
  readonly providerIn: (region: string) => TerraformProvider | undefined;
}

/** How the world reaches an environment: names, certificates, the load balancer that its services share, and what is in front of it. */
export class SharedLoadBalancer extends Construct {
  readonly balancer: LoadBalancer;
  readonly cloudFront: CloudFront | undefined;
  /** The ways to services of blue/green pairs, by service. */
  readonly paired: ReadonlyMap<string, ServiceRoute>;
  private readonly zoneId: string;
  private readonly priorities: Record<string, number>;

  /** Whether any service of an environment is exposed. */
  static isNeeded(environment: Environment): boolean {
    return Object.values(environment.services).some(({ expose }) => expose !== undefined);
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SharedLoadBalancerProps,
  ) {
    super(scope, id);
    const { environment, vpc, guarded } = props;
    const { loadBalancer, domain } = environment;
    const hosts = hostsOf(environment).map(({ host }) => host);
    const name = loadBalancer.zone ?? domain;
    this.zoneId = hosts.length > 0 ? new DataAwsRoute53Zone(this, "zone", { name, privateZone: false }).zoneId : "";
    const certificate = hosts.length > 0 ? this.certificate(hosts) : undefined;
    this.balancer = new LoadBalancer(this, "balancer", {
      name: props.prefix,
      vpcId: vpc.id,
      subnetIds: loadBalancer.cloudFront ? vpc.privateSubnetIds : vpc.publicSubnetIds,
      allow: loadBalancer.cloudFront
        ? { cloudFront: CloudFront.addresses(this, "cloudfront-addresses") }
        : { ranges: loadBalancer.allow },
      certificateArn: certificate?.arn,
      idleTimeout: loadBalancer.idleTimeout,
      guarded: loadBalancer.deletionProtection ?? guarded,
    });
    const firewallArn = loadBalancer.firewall && this.firewall(loadBalancer.firewall, loadBalancer.cloudFront);
    this.cloudFront =
      loadBalancer.cloudFront &&
      new CloudFront(this, "cloudfront", {
        name: props.prefix,
        balancer: this.balancer,
        own: certificate && { hosts, certificateArn: this.certificateOfCloudFront(hosts, certificate) },
        priceClass: loadBalancer.cloudFront.priceClass,
        readTimeout: loadBalancer.idleTimeout,
        firewallArn,
        guarded: loadBalancer.deletionProtection ?? guarded,
      });
    if (props.accelerator) {
      new AcceleratorListener(this, "accelerator", {
        acceleratorArn: props.accelerator.arn,
        loadBalancerArn: this.balancer.arn,
        region: environment.region,
      });
    }
    this.priorities = rulePriorities(
      [...hosts, ...Object.keys(loadBalancer.domains)],
      blockedRules(loadBalancer.blocked),
    );
    if (loadBalancer.blocked.length > 0) {
      new BlockedPaths(this, "blocked", { listenerArn: this.balancer.listenerArn, paths: loadBalancer.blocked });
    }
    this.paired = pairedRoutes(this, {
      environment,
      prefix: props.prefix,
      vpcId: vpc.id,
      listenerArn: this.balancer.listenerArn,
      priorities: this.priorities,
    });
    for (const [name, { host, test }] of Object.entries(environment.blueGreen)) {
      this.addName(new Construct(this, `${name}-live`), host);
      this.addName(new Construct(this, `${name}-test`), test);
    }
  }

  /** The host name of a service, and its place among the listener's rules. Without a host of its own it has CloudFront's. */
  route(host: string | undefined): { readonly host: string; readonly priority: number } {
    return host ? { host, priority: this.priorities[host]! } : { host: this.cloudFront!.dnsName, priority: 1 };
  }

  /** Gives a host name to what visitors meet first: CloudFront, the static addresses, or else the load balancer. */
  addName(scope: Construct, host: string): void {
    const target = this.cloudFront ?? this.props.accelerator ?? this.balancer;
    new DnsAlias(scope, "name", { zoneId: this.zoneId, host, target, checksHealth: !this.cloudFront });
  }

  /** A firewall in front of CloudFront, which is in us-east-1, or else of the load balancer. */
  private firewall({ rate, logs, ...groups }: FirewallSettings, cloudFront: object | undefined): string {
    const { arn } = new Firewall(this, "firewall", {
      name: this.props.prefix,
      cloudFront: cloudFront && { provider: this.props.providerIn(CERTIFICATE_REGION) },
      ...groups,
      rate: { requests: rate.requests, verdict: rate.above },
      logRetentionDays: logs.retain,
    });
    if (!cloudFront) {
      const loadBalancerArn = this.balancer.arn;
      new FirewallAssociation(this, "firewall-association", { firewallArn: arn, loadBalancerArn });
    }
    return arn;
  }

  private certificate(hosts: string[]): { arn: string; recordNames: string[] } {
    const { existing, names } = this.props.environment.loadBalancer.certificate ?? {};
    if (existing) return { arn: this.issued("certificate", existing), recordNames: [] };
    return new Certificate(this, "certificate", { hosts: names ?? hosts, zoneId: this.zoneId });
  }

  private certificateOfCloudFront(
    hosts: string[],
    { arn, recordNames }: Pick<Certificate, "arn" | "recordNames">,
  ): string {
    const provider = this.props.providerIn(CERTIFICATE_REGION);
    if (!provider) return arn;
    const { existing, names } = this.props.environment.loadBalancer.certificate ?? {};
    if (existing) return this.issued("cloudfront-certificate", existing, provider);
    return new Certificate(this, "cloudfront-certificate", {
      hosts: names ?? hosts,
      zoneId: this.zoneId,
      provider,
      recordNames,
    }).arn;
  }

  private issued(id: string, domain: string, provider?: TerraformProvider): string {
    if (domain.startsWith("arn:")) return domain;
    return new DataAwsAcmCertificate(this, id, {
      provider,
      domain,
      types: ["AMAZON_ISSUED"],
      statuses: ["ISSUED"],
      mostRecent: true,
    }).arn;
  }
}
