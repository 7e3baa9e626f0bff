import {
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("an instance", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("has the security groups of its network interface, and no public address when it asks for none", async () => {
    const ec2 = new EC2Client(emulator.client());
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
    const { SubnetId, VpcId } = Subnets![0]!;
    const group = { GroupName: "tunnel", Description: "tunnel", VpcId };
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
    const network = { DeviceIndex: 0, SubnetId, Groups: [GroupId!], AssociatePublicIpAddress: false };
    const count = { MinCount: 1, MaxCount: 1 };
    await ec2.send(new RunInstancesCommand({ ImageId: "ami-12c6146b", ...count, NetworkInterfaces: [network] }));

    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    const [instance] = Reservations![0]!.Instances!;
    expect(instance!.SecurityGroups).toEqual([expect.objectContaining({ GroupId })]);
    expect(instance!.NetworkInterfaces![0]!.Association).toBeUndefined();
    expect(instance!.PublicIpAddress).toBeFalsy();
  });
});
