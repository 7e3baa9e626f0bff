import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";

/** A zone of a VPC with its two subnets. */
export interface Zone {
  /** Availability zone, such as `us-west-2a`. */
  readonly name: string;
  /** Range of the subnet for load balancers and NAT gateways. */
  readonly publicCidr: string;
  /** Range of the subnet for tasks, databases and caches. */
  readonly privateCidr: string;
}

export interface VpcProps {
  /** Name of the VPC, and the beginning of the names of what it has. */
  readonly name: string;
  /** Region of the VPC. */
  readonly region: string;
  /** Range of addresses, in CIDR notation. */
  readonly cidr: string;
  /** Availability zones that have subnets. */
  readonly zones: readonly Zone[];
  /** One NAT gateway for all zones, one for each, or none. */
  readonly nat: "single" | "zonal" | "none";
}

/** A VPC with a public and a private subnet in each zone. Its default security group lets nothing through. */
export class Vpc extends Construct {
  readonly id: string;
  readonly publicSubnetIds: string[] = [];
  readonly privateSubnetIds: string[] = [];
  readonly natAddresses: string[] = [];
  /** What public addresses need to be of any use. */
  readonly internet: InternetGateway;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: props.name },
    });
    this.id = vpc.id;
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id, ingress: [], egress: [] });
    this.internet = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: { Name: props.name } });

    const publicTable = this.routeTable("public", props.name);
    new Route(this, "public-internet", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.internet.id,
    });
    const privateTables = props.zones.map((zone) => this.zone(zone, props.name, publicTable));
    this.addNat(props, privateTables);
    new VpcEndpoint(this, "s3", {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${props.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [publicTable.id, ...privateTables.map((table) => table.id)],
      tags: { Name: `${props.name}-s3` },
    });
  }

  private zone(zone: Zone, name: string, publicTable: RouteTable): RouteTable {
    const letter = zone.name.slice(-1);
    const publicSubnet = this.subnet(`public-${letter}`, name, zone.name, zone.publicCidr, publicTable);
    const privateTable = this.routeTable(`private-${letter}`, name);
    const privateSubnet = this.subnet(`private-${letter}`, name, zone.name, zone.privateCidr, privateTable);
    this.publicSubnetIds.push(publicSubnet.id);
    this.privateSubnetIds.push(privateSubnet.id);
    return privateTable;
  }

  private subnet(id: string, name: string, availabilityZone: string, cidrBlock: string, table: RouteTable): Subnet {
    const subnet = new Subnet(this, id, {
      vpcId: this.id,
      availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      tags: { Name: `${name}-${id}` },
    });
    new RouteTableAssociation(this, `${id}-routes`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  }

  private routeTable(id: string, name: string): RouteTable {
    return new RouteTable(this, `${id}-table`, { vpcId: this.id, tags: { Name: `${name}-${id}` } });
  }

  private addNat(props: VpcProps, privateTables: readonly RouteTable[]): void {
    if (props.nat === "none") return;
    const gateways = (props.nat === "zonal" ? props.zones : props.zones.slice(0, 1)).map((zone, index) => {
      const letter = zone.name.slice(-1);
      const tags = { Name: `${props.name}-nat-${letter}` };
      const address = new Eip(this, `nat-${letter}-address`, { domain: "vpc", tags, dependsOn: [this.internet] });
      this.natAddresses.push(address.publicIp);
      return new NatGateway(this, `nat-${letter}`, {
        subnetId: this.publicSubnetIds[index]!,
        allocationId: address.id,
        tags,
        dependsOn: [this.internet],
      });
    });
    privateTables.forEach((table, index) => {
      const letter = props.zones[index]!.name.slice(-1);
      new Route(this, `private-${letter}-internet`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: (gateways[index] ?? gateways[0]!).id,
      });
    });
  }
}
