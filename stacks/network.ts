import type { Construct } from "constructs";
import { subnetRanges } from "../kinds/network/stack/subnet-ranges";
import { vpcRange } from "../kinds/network/vpc-range";
import type { Tunnel } from "../kinds/tunnel/settings";
import { tunnelDestinations } from "../kinds/tunnel/stack/destinations";
import { TunnelHost } from "../modules/ec2/tunnel-host";
import { StaticAddresses } from "../modules/globalaccelerator/static-addresses";
import { FlowLogs } from "../modules/vpc/flow-logs";
import { Vpc, type Zone } from "../modules/vpc/vpc";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";

/** A VPC that is made here, or that is there already, with its way to the internet. */
type AnyVpc = Pick<Vpc, "id" | "publicSubnetIds" | "privateSubnetIds"> & Partial<Pick<Vpc, "internet">>;

/** VPC, subnets, NAT, endpoints, flow logs and static addresses of an environment. */
export class NetworkLayer extends EnvironmentLayer {
  constructor(scope: Construct, props: EnvironmentLayerProps) {
    super(scope, "network", props);
    const { network } = this.environment;
    const vpc = network.existing
      ? {
          id: network.existing.vpc,
          publicSubnetIds: network.existing.publicSubnets,
          privateSubnetIds: network.existing.privateSubnets,
          natAddresses: [],
          internet: undefined,
        }
      : this.makeVpc();
    if (this.environment.tunnel) this.addTunnel(this.environment.tunnel, vpc);
    if (this.environment.loadBalancer.staticAddresses) this.addStaticAddresses();
    this.publish("vpc_id", vpc.id, "VPC of the environment");
    this.publish("public_subnet_ids", vpc.publicSubnetIds, "Subnets for load balancers");
    this.publish("private_subnet_ids", vpc.privateSubnetIds, "Subnets for tasks, databases and caches");
    this.publish("nat_addresses", vpc.natAddresses, "Addresses that tasks have towards the internet");
  }

  private makeVpc(): Vpc {
    const { region, network } = this.environment;
    const cidr = vpcRange(this.environment);
    const ranges = network.subnets ?? subnetRanges(cidr, network.zones.length);
    const zones = network.zones.map(
      (letter, index): Zone => ({
        name: `${region}${letter}`,
        publicCidr: ranges.public[index]!,
        privateCidr: ranges.private[index]!,
      }),
    );
    const vpc = new Vpc(this, "vpc", { name: this.prefix, region, cidr, zones, nat: network.nat });
    if (network.flowLogs) {
      new FlowLogs(this, "flow_logs", {
        name: this.prefix,
        vpcId: vpc.id,
        retentionDays: network.flowLogs.retain,
        account: this.account,
        permissionsBoundary: this.environment.permissionsBoundary,
      });
    }
    return vpc;
  }

  /** Here they outlive the service layer, which may be destroyed and made again. */
  private addStaticAddresses(): void {
    const made = new StaticAddresses(this, "static_addresses", {
      name: this.prefix,
      guarded: this.environment.loadBalancer.deletionProtection ?? this.guarded,
    });
    this.publish("static_addresses", made.addresses, "Addresses that the load balancer is reached under");
    this.publish("accelerator_arn", made.arn, "Global Accelerator that has the static addresses");
    this.publish("accelerator_host", made.dnsName, "Host name of the static addresses");
    this.publish("accelerator_zone_id", made.zoneId, "Route 53 zone of that host name");
  }

  private addTunnel({ ssh }: Tunnel, vpc: AnyVpc): void {
    const [subnetId] = ssh ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    const host = new TunnelHost(this, "tunnel_host", {
      name: `${this.prefix}-tunnel`,
      vpcId: vpc.id,
      subnetId: subnetId!,
      ssh: ssh && { ...ssh, destinations: tunnelDestinations(this.environment), internet: vpc.internet },
      permissionsBoundary: this.environment.permissionsBoundary,
    });
    this.publish("tunnel_instance_id", host.instanceId, "Host to reach databases and caches through");
    this.publish("tunnel_access", host.access.id, "Security group of the tunnel host");
    if (host.address) this.publish("tunnel_address", host.address, "Address of the tunnel host, for SSH");
  }
}
