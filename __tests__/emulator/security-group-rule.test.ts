import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeManagedPrefixListsCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a security group rule", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("keeps its description, whatever is on its other side", async () => {
    const ec2 = new EC2Client(emulator.client());
    const group = await ec2.send(new CreateSecurityGroupCommand({ GroupName: "door", Description: "door" }));
    const name = "com.amazonaws.global.cloudfront.origin-facing";
    const { PrefixLists } = await ec2.send(
      new DescribeManagedPrefixListsCommand({ Filters: [{ Name: "prefix-list-name", Values: [name] }] }),
    );
    const port = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
    const { GroupId } = group;
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { ...port, PrefixListIds: [{ PrefixListId: PrefixLists![0]!.PrefixListId, Description: "CloudFront" }] },
          { ...port, UserIdGroupPairs: [{ GroupId, Description: "itself" }] },
          { ...port, IpRanges: [{ CidrIp: "192.0.2.0/24", Description: "the office" }] },
        ],
      }),
    );

    const { SecurityGroupRules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GroupId!] }] }),
    );
    const inward = SecurityGroupRules!.filter(({ IsEgress }) => !IsEgress);
    expect(inward.map(({ Description }) => Description).sort()).toEqual(["CloudFront", "itself", "the office"]);
  });
});
