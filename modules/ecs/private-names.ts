import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace";
import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import { Construct } from "constructs";

export interface PrivateNamesProps {
  /** Domain within the VPC, such as `staging.idmcdb.internal`. */
  readonly domain: string;
  /** Id of the VPC in which the names resolve. */
  readonly vpcId: string;
}

/** A domain that exists within a VPC only; Cloud Map keeps the addresses of services' tasks in it. */
export class PrivateNames extends Construct {
  private readonly namespaceId: string;

  constructor(scope: Construct, id: string, props: PrivateNamesProps) {
    super(scope, id);
    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, "namespace", {
      name: props.domain,
      vpc: props.vpcId,
      description: `Names of services within ${props.domain}`,
    });
    this.namespaceId = namespace.id;
  }

  /** A name for a service's tasks; gives the ARN that the service registers them under. */
  register(id: string, name: string): string {
    return new ServiceDiscoveryService(this, id, {
      name,
      dnsConfig: {
        namespaceId: this.namespaceId,
        routingPolicy: "MULTIVALUE",
        // Short, because tasks come and go with every deploy.
        dnsRecords: [{ type: "A", ttl: 10 }],
      },
      healthCheckCustomConfig: { failureThreshold: 1 },
    }).arn;
  }
}
