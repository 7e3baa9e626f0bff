import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import { boundary } from "./boundary";
import { role } from "./role";
import { environmentStack, prefixOf, REGION, S3Stack } from "./s3-stack";

/** VPC, subnets, NAT gateway and flow logs. */
export class NetworkStack extends S3Stack {
  readonly vpc: Vpc;
  readonly publicSubnets: Subnet[];
  readonly privateSubnets: Subnet[];

  constructor(
    scope: Construct,
    private readonly environment: BenchEnvironment,
  ) {
    super(scope, ...environmentStack(environment, "network"));
    const prefix = prefixOf(environment);
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: prefix },
    });
    new DefaultSecurityGroup(this, "default", { vpcId: this.vpc.id, ingress: [], egress: [] });
    const internet = new InternetGateway(this, "internet", { vpcId: this.vpc.id, tags: { Name: prefix } });
    const publicTable = this.table("public");
    new Route(this, "public-route", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internet.id,
    });
    const tables = ["a", "c"].map((zone) => this.table(`private-${zone}`));
    this.publicSubnets = [
      this.subnet("public", "a", "10.0.1.0/24", publicTable),
      this.subnet("public", "c", "10.0.2.0/24", publicTable),
    ];
    this.privateSubnets = [
      this.subnet("private", "a", "10.0.3.0/24", tables[0]!),
      this.subnet("private", "c", "10.0.4.0/24", tables[1]!),
    ];
    const address = new Eip(this, "nat-address", {
      domain: "vpc",
      tags: { Name: `${prefix}-nat-a` },
      dependsOn: [internet],
    });
    const nat = new NatGateway(this, "nat", {
      subnetId: this.publicSubnets[0]!.id,
      allocationId: address.id,
      tags: { Name: `${prefix}-nat-a` },
      dependsOn: [internet],
    });
    tables.forEach((table, index) => {
      new Route(this, `private-route-${index}`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      });
    });
    new VpcEndpoint(this, "s3", {
      vpcId: this.vpc.id,
      serviceName: `com.amazonaws.${REGION}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [publicTable, ...tables].map((table) => table.id),
      tags: { Name: `${prefix}-s3` },
    });
    this.flowLogs();
    boundary(this, environment);
    new TerraformOutput(this, "nat_addresses", {
      value: [address.publicIp],
      description: "Addresses that tasks have towards the internet",
    });
  }

  private table(name: string): RouteTable {
    const tags = { Name: `${prefixOf(this.environment)}-${name}` };
    return new RouteTable(this, `${name}-table`, { vpcId: this.vpc.id, tags });
  }

  private subnet(kind: string, zone: string, cidrBlock: string, table: RouteTable): Subnet {
    const subnet = new Subnet(this, `${kind}-${zone}`, {
      vpcId: this.vpc.id,
      availabilityZone: `${REGION}${zone}`,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      tags: { Name: `${prefixOf(this.environment)}-${kind}-${zone}` },
    });
    new RouteTableAssociation(this, `${kind}-${zone}-routes`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  }

  private flowLogs(): void {
    const prefix = prefixOf(this.environment);
    const group = new CloudwatchLogGroup(this, "flow-log-group", {
      name: `/${prefix}/flow-logs`,
      retentionInDays: 30,
    });
    const writer = role(this, "flow-log-writer", {
      name: `${prefix}-flow-logs`,
      description: "Lets VPC flow logs write to CloudWatch Logs",
      service: "vpc-flow-logs.amazonaws.com",
      account: this.environment.account,
      statements: [
        {
          Sid: "WriteFlowLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [group.arn, `${group.arn}:*`],
        },
        { Sid: "FindFlowLogs", Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
      ],
    });
    new FlowLog(this, "flow-log", {
      vpcId: this.vpc.id,
      trafficType: "ALL",
      logDestination: group.arn,
      iamRoleArn: writer.arn,
    });
  }
}
