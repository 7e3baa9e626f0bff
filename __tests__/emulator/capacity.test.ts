import {
  CreateLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  ECSClient,
  UpdateCapacityProviderCommand,
} from "@aws-sdk/client-ecs";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("capacity", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
    const ec2 = new EC2Client(emulator.client());
    const tags = (ResourceType: "instance" | "launch-template", Value: string) => ({
      ResourceType,
      Tags: [{ Key: "Of", Value }],
    });
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "workers",
        LaunchTemplateData: { ImageId: "ami-12c6146b", TagSpecifications: [tags("instance", "instance")] },
        TagSpecifications: [tags("launch-template", "template")],
      }),
    );
    await emulator.query("autoscaling", {
      Action: "CreateAutoScalingGroup",
      Version: "2011-01-01",
      AutoScalingGroupName: "workers",
      MinSize: "0",
      MaxSize: "3",
      "AvailabilityZones.member.1": "us-east-1a",
      ...policy,
    });
  });
  afterAll(() => emulator.stop());

  const specification = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification";
  const policy = {
    [`${specification}.LaunchTemplateName`]: "workers",
    [`${specification}.Version`]: "1",
    "MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.InstanceType": "m5.xlarge",
  };

  test("of a launch template has the template's tags apart from those of what is started", async () => {
    const ec2 = new EC2Client(emulator.client());
    const { LaunchTemplates } = await ec2.send(new DescribeLaunchTemplatesCommand({}));
    expect(LaunchTemplates![0]!.Tags).toEqual([{ Key: "Of", Value: "template" }]);
    const { LaunchTemplateVersions } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: "workers" }),
    );
    expect(LaunchTemplateVersions![0]!.LaunchTemplateData!.TagSpecifications).toEqual([
      { ResourceType: "instance", Tags: [{ Key: "Of", Value: "instance" }] },
    ]);
  });

  test("of a group keeps its types of instances when only its size changes", async () => {
    await emulator.query("autoscaling", {
      Action: "UpdateAutoScalingGroup",
      Version: "2011-01-01",
      AutoScalingGroupName: "workers",
      MaxSize: "5",
    });
    const xml = await emulator.query("autoscaling", { Action: "DescribeAutoScalingGroups", Version: "2011-01-01" });
    expect(xml).toContain("<MaxSize>5</MaxSize>");
    expect(xml).toContain("<InstanceType>m5.xlarge</InstanceType>");
  });

  test("of a cluster drains instances unless told otherwise, and can be told", async () => {
    const ecs = new ECSClient(emulator.client());
    const group = "arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:1:autoScalingGroupName/workers";
    await ecs.send(
      new CreateCapacityProviderCommand({ name: "workers", autoScalingGroupProvider: { autoScalingGroupArn: group } }),
    );
    const draining = async () => {
      const { capacityProviders } = await ecs.send(
        new DescribeCapacityProvidersCommand({ capacityProviders: ["workers"] }),
      );
      return capacityProviders![0]!.autoScalingGroupProvider!.managedDraining;
    };
    expect(await draining()).toBe("ENABLED");
    await ecs.send(
      new UpdateCapacityProviderCommand({ name: "workers", autoScalingGroupProvider: { managedDraining: "DISABLED" } }),
    );
    expect(await draining()).toBe("DISABLED");
  });
});
