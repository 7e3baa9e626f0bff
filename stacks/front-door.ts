import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Construct } from "constructs";
import type { Environment } from "../manifest/schema/environment";
import { LoadBalancer } from "../modules/load-balancer";
import { onDemand } from "./on-demand";
import { rulePriorities } from "./rule-priorities";

export interface FrontDoorProps {
  readonly environment: Environment;
  readonly prefix: string;
  /** Whether the load balancer refuses to be deleted. */
  readonly guarded: boolean;
  readonly vpc: { readonly id: string; readonly publicSubnetIds: string[] };
}

/** How the world reaches an environment: the zone, the certificate and the load balancer that its services share. */
export class FrontDoor extends Construct {
  readonly balancer: LoadBalancer;
  readonly zoneId: string;
  private readonly priorities: Record<string, number>;

  /** Whether any service of an environment is exposed. */
  static isNeeded(environment: Environment): boolean {
    return hostsOf(environment).length > 0;
  }

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { environment } = props;
    const { loadBalancer, domain } = environment;
    const hosts = hostsOf(environment);
    const zone = new DataAwsRoute53Zone(this, "zone", { name: loadBalancer.zone ?? domain, privateZone: false });
    this.zoneId = zone.zoneId;
    this.balancer = new LoadBalancer(this, "balancer", {
      name: props.prefix,
      vpcId: props.vpc.id,
      subnetIds: props.vpc.publicSubnetIds,
      allow: loadBalancer.allow,
      certificateArn: this.certificateArn(loadBalancer.certificate?.existing, loadBalancer.certificate?.names ?? hosts),
      idleTimeout: loadBalancer.idleTimeout,
      guarded: loadBalancer.deletionProtection ?? props.guarded,
    });
    this.priorities = rulePriorities(hosts);
  }

  /** Place of a host among the listener's rules. */
  priority(host: string): number {
    return this.priorities[host]!;
  }

  private certificateArn(existing: string | undefined, hosts: string[]): string {
    if (!existing) return new onDemand.Certificate(this, "certificate", { hosts, zoneId: this.zoneId }).arn;
    return new DataAwsAcmCertificate(this, "certificate", {
      domain: existing,
      types: ["AMAZON_ISSUED"],
      statuses: ["ISSUED"],
      mostRecent: true,
    }).arn;
  }
}

function hostsOf(environment: Environment): string[] {
  return Object.values(environment.services).flatMap((service) => (service.expose ? [service.expose.host] : []));
}
