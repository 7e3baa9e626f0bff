import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeSubnetsCommand,
  EC2Client,
  type TagSpecification,
} from "@aws-sdk/client-ec2";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("the Resource Groups Tagging API", () => {
  let emulator: Emulator;
  let ec2: EC2Client;
  let tagging: ResourceGroupsTaggingAPIClient;

  beforeAll(async () => {
    emulator = await startEmulator();
    ec2 = new EC2Client(emulator.client());
    tagging = new ResourceGroupsTaggingAPIClient(emulator.client());
  });
  afterAll(() => emulator.stop());

  const tagged = (type: TagSpecification["ResourceType"], value = "shop"): TagSpecification[] => [
    { ResourceType: type, Tags: [{ Key: "System", Value: value }] },
  ];
  const found = async (value: string) => {
    const filter = { TagFilters: [{ Key: "System", Values: [value] }] };
    const { ResourceTagMappingList: list = [] } = await tagging.send(new GetResourcesCommand(filter));
    return list.map(({ ResourceARN: arn }) => arn!.replace(/^arn:aws:ec2:us-east-1:\d+:/, ""));
  };

  it("finds what EC2 has by tags, under the documented ARNs", async () => {
    const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "web", Description: "web", VpcId: vpc!.VpcId }),
    );
    const address = await ec2.send(
      new AllocateAddressCommand({ Domain: "vpc", TagSpecifications: tagged("elastic-ip") }),
    );
    const endpoint = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpc!.VpcId,
        ServiceName: "com.amazonaws.us-east-1.s3",
        TagSpecifications: tagged("vpc-endpoint"),
      }),
    );
    const { SecurityGroupRules: rules } = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
        TagSpecifications: tagged("security-group-rule"),
      }),
    );
    expect((await found("shop")).sort()).toEqual(
      [
        `elastic-ip/${address.AllocationId}`,
        `security-group-rule/${rules![0]!.SecurityGroupRuleId}`,
        `vpc-endpoint/${endpoint.VpcEndpoint!.VpcEndpointId}`,
      ].sort(),
    );
    expect(await found("another")).toEqual([]);
  });

  it("finds listeners, repositories, EventBridge's rules and RDS's groups", async () => {
    const tags = { "Tags.member.1.Key": "System", "Tags.member.1.Value": "store" };
    const elb = (Action: string, parameters: Record<string, string>) =>
      emulator.query("elasticloadbalancing", { Action, Version: "2015-12-01", ...parameters });
    const arnIn = (xml: string, name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)![1]!;
    const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const balancer = arnIn(
      await elb("CreateLoadBalancer", {
        Name: "web",
        "Subnets.member.1": subnets[0]!.SubnetId!,
        "Subnets.member.2": subnets[1]!.SubnetId!,
      }),
      "LoadBalancerArn",
    );
    const action = { Type: "fixed-response", "FixedResponseConfig.StatusCode": "404" };
    const asked = (prefix: string) =>
      Object.fromEntries(Object.entries(action).map(([key, value]) => [`${prefix}.member.1.${key}`, value]));
    const listener = arnIn(
      await elb("CreateListener", {
        LoadBalancerArn: balancer,
        Protocol: "HTTP",
        Port: "80",
        ...asked("DefaultActions"),
        ...tags,
      }),
      "ListenerArn",
    );
    await emulator.json("ecr", "AmazonEC2ContainerRegistry_V20150921.CreateRepository", {
      repositoryName: "store/web",
      tags: [{ Key: "System", Value: "store" }],
    });
    await emulator.json("events", "AWSEvents.PutRule", {
      Name: "nightly",
      ScheduleExpression: "rate(1 day)",
      Tags: [{ Key: "System", Value: "store" }],
    });
    await emulator.query("rds", {
      Action: "CreateDBParameterGroup",
      Version: "2014-10-31",
      DBParameterGroupName: "store",
      DBParameterGroupFamily: "postgres16",
      Description: "store",
      "Tags.Tag.1.Key": "System",
      "Tags.Tag.1.Value": "store",
    });
    const filter = { TagFilters: [{ Key: "System", Values: ["store"] }] };
    const { ResourceTagMappingList: list = [] } = await tagging.send(new GetResourcesCommand(filter));
    expect(list.map(({ ResourceARN: arn }) => arn).sort()).toEqual([
      expect.stringMatching(/:ecr:.*:repository\/store\/web$/),
      listener,
      expect.stringMatching(/:events:.*:rule\/nightly$/),
      expect.stringMatching(/:rds:.*:pg:store$/),
    ]);
  });
});
