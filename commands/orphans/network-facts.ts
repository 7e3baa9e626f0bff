import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";

/** Arguments of resources as AWS has them, by the id that EC2 gave. */
export type Facts = ReadonlyMap<string, Readonly<Record<string, string>>>;

type Ask = (client: EC2Client, ids: string[]) => Promise<[string, Record<string, unknown>][]>;

/** By the beginning of the ids, the call that describes a kind, and what of its answer is an argument in Terraform. */
const DESCRIBE: Readonly<Record<string, Ask>> = {
  "vpc-": async (client, VpcIds) => {
    const { Vpcs: found = [] } = await client.send(new DescribeVpcsCommand({ VpcIds }));
    return found.map((vpc) => [vpc.VpcId!, { cidr_block: vpc.CidrBlock }]);
  },
  "subnet-": async (client, SubnetIds) => {
    const { Subnets: found = [] } = await client.send(new DescribeSubnetsCommand({ SubnetIds }));
    return found.map((subnet) => [
      subnet.SubnetId!,
      { cidr_block: subnet.CidrBlock, availability_zone: subnet.AvailabilityZone, vpc_id: subnet.VpcId },
    ]);
  },
  "rtb-": async (client, RouteTableIds) => {
    const { RouteTables: found = [] } = await client.send(new DescribeRouteTablesCommand({ RouteTableIds }));
    return found.map((table) => [table.RouteTableId!, { vpc_id: table.VpcId }]);
  },
  "sg-": async (client, GroupIds) => {
    const { SecurityGroups: found = [] } = await client.send(new DescribeSecurityGroupsCommand({ GroupIds }));
    return found.map((group) => [group.GroupId!, { name: group.GroupName, vpc_id: group.VpcId }]);
  },
  "sgr-": async (client, SecurityGroupRuleIds) => {
    const { SecurityGroupRules: found = [] } = await client.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds }),
    );
    return found.map((rule) => [
      rule.SecurityGroupRuleId!,
      {
        type: `aws_vpc_security_group_${rule.IsEgress ? "egress" : "ingress"}_rule`,
        security_group_id: rule.GroupId,
        ip_protocol: rule.IpProtocol,
        from_port: rule.FromPort,
        to_port: rule.ToPort,
        cidr_ipv4: rule.CidrIpv4,
        cidr_ipv6: rule.CidrIpv6,
        prefix_list_id: rule.PrefixListId,
        referenced_security_group_id: rule.ReferencedGroupInfo?.GroupId,
        description: rule.Description,
      },
    ]);
  },
  "vpce-": async (client, VpcEndpointIds) => {
    const { VpcEndpoints: found = [] } = await client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }));
    const there = found.filter(({ State: state = "" }) => !/^delet/i.test(state));
    return there.map((endpoint) => [
      endpoint.VpcEndpointId!,
      { service_name: endpoint.ServiceName, vpc_id: endpoint.VpcId },
    ]);
  },
};

/** Asks EC2 for what tells resources of one kind apart. */
export async function networkFacts(client: EC2Client, ids: readonly string[]): Promise<Facts> {
  const facts = new Map<string, Record<string, string>>();
  for (const [prefix, describe] of Object.entries(DESCRIBE)) {
    const own = ids.filter((id) => id.startsWith(prefix));
    if (own.length === 0) continue;
    for (const [id, described] of await ofThose(own, (some) => describe(client, some))) {
      const known = Object.entries(described).filter(([, value]) => value !== undefined && value !== "");
      facts.set(id, Object.fromEntries(known.map(([name, value]) => [name, String(value)])));
    }
  }
  return facts;
}

/** Asks for several, or, where EC2 refuses because one of them is gone, for each. */
async function ofThose<T>(ids: string[], ask: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  try {
    return await ask(ids);
  } catch (error) {
    if (!/\.NotFound$/.test((error as Error).name)) throw error;
    if (ids.length === 1) return [];
    return (await Promise.all(ids.map((id) => ofThose([id], ask)))).flat();
  }
}

/** Whether it is gone: the tagging API names for a while what was deleted, and EC2 describes it no more. */
export function isGone(id: string, facts: Facts): boolean {
  return Object.keys(DESCRIBE).some((prefix) => id.startsWith(prefix)) && !facts.has(id);
}

/** A route or an association, which have no ARN and no tags, by the id that `import` takes. */
export type TableParts = ReadonlySet<string>;

/** What is in route tables: `rtb-1_0.0.0.0/0` for a route, `subnet-1/rtb-1` for an association. */
export async function tableParts(client: EC2Client, tables: readonly string[]): Promise<TableParts> {
  if (tables.length === 0) return new Set();
  const { RouteTables: found = [] } = await client.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: "route-table-id", Values: [...tables] }] }),
  );
  return new Set(
    found.flatMap(({ RouteTableId: table, Routes: routes = [], Associations: associations = [] }) => [
      ...routes.flatMap(({ DestinationCidrBlock: block }) => (block ? [`${table}_${block}`] : [])),
      ...associations.flatMap(({ SubnetId: subnet }) => (subnet ? [`${subnet}/${table}`] : [])),
    ]),
  );
}
