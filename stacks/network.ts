import type { Construct } from "constructs";
import { terraformText } from "../kinds/core/stack/terraform-text";
import { staticAddressOutputs } from "../kinds/load-balancer/outputs";
import { networkOutputs } from "../kinds/network/outputs";
import { subnetRanges } from "../kinds/network/stack/subnet-ranges";
import { vpcRange } from "../kinds/network/vpc-range";
import { boundaryName } from "../kinds/permission/boundaries";
import type { Statement } from "../kinds/permission/settings";
import { writtenStatements } from "../kinds/permission/stack/written-statements";
import { tunnelHostName } from "../kinds/tunnel/names";
import { tunnelOutputs } from "../kinds/tunnel/outputs";
import type { Tunnel } from "../kinds/tunnel/settings";
import { tunnelDestinations } from "../kinds/tunnel/stack/destinations";
import { TunnelHost } from "../modules/ec2/tunnel-host";
import { StaticAddresses } from "../modules/globalaccelerator/static-addresses";
import { PermissionsBoundary } from "../modules/iam/permissions-boundary";
import { FlowLogs } from "../modules/vpc/flow-logs";
import { Vpc, type Zone } from "../modules/vpc/vpc";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";

/** A VPC that is made here, or that is there already, with its way to the internet. */
type AnyVpc = Pick<Vpc, "id" | "publicSubnetIds" | "privateSubnetIds"> & Partial<Pick<Vpc, "internet">>;

/** VPC, subnets, NAT, endpoints, flow logs, static addresses and permissions boundaries of an environment. */
export class NetworkLayer extends EnvironmentLayer<"network"> {
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
    for (const [name, statements] of Object.entries(this.environment.boundaries)) this.addBoundary(name, statements);
    this.publish(networkOutputs.vpcId, vpc.id);
    this.publish(networkOutputs.publicSubnetIds, vpc.publicSubnetIds);
    this.publish(networkOutputs.privateSubnetIds, vpc.privateSubnetIds);
    this.publish(networkOutputs.natAddresses, vpc.natAddresses);
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
    this.publish(staticAddressOutputs.addresses, made.addresses);
    this.publish(staticAddressOutputs.acceleratorArn, made.arn);
    this.publish(staticAddressOutputs.host, made.dnsName);
    this.publish(staticAddressOutputs.zoneId, made.zoneId);
  }

  /** Here, before any service could make a role that carries it, and for longer than any service is there. */
  private addBoundary(name: string, statements: readonly Statement[]): void {
    const { environment, account } = this;
    new PermissionsBoundary(this, `${name}_boundary`, {
      name: boundaryName(environment, name),
      statements: writtenStatements(name, statements, { environment, account, text: terraformText }),
      guarded: this.guarded,
    });
  }

  private addTunnel({ ssh }: Tunnel, vpc: AnyVpc): void {
    const [subnetId] = ssh ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    const host = new TunnelHost(this, "tunnel_host", {
      name: tunnelHostName(this.prefix),
      vpcId: vpc.id,
      subnetId: subnetId!,
      ssh: ssh && { ...ssh, destinations: tunnelDestinations(this.environment), internet: vpc.internet },
      permissionsBoundary: this.environment.permissionsBoundary,
    });
    this.publish(tunnelOutputs.instanceId, host.instanceId);
    this.publish(tunnelOutputs.access, host.access.id);
    if (host.address) this.publish(tunnelOutputs.address, host.address);
  }
}
