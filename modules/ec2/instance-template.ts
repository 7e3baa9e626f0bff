import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { SCRATCH_DEVICE, userData } from "./instance-user-data";

/**
 * Newest Amazon Linux 2023 with Docker and the ECS agent; EC2 looks it up whenever it starts an instance, in any region
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html).
 */
const IMAGE = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";

/** GiB that the image asks for at least. */
const ROOT_GIB = 30;

export interface InstanceTemplateProps {
  /** Name of the launch template, and of the instances. */
  readonly name: string;
  /** Name of the ECS cluster that instances join. */
  readonly cluster: string;
  /** Name of the role that the instances have. */
  readonly roleName: string;
  /** Id of the security group that the instances have. */
  readonly securityGroupId: string;
  /** GiB of the scratch disk. @default - there is none */
  readonly scratch?: number;
  /** Tags of instances, disks and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Record<string, string>;
}

/** How instances of an ECS cluster start: encrypted disks, IMDSv2 only, no key, no public address. */
export class InstanceTemplate extends Construct {
  readonly id: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: InstanceTemplateProps) {
    super(scope, id);
    const { name, cluster, scratch } = props;
    const profile = new IamInstanceProfile(this, "profile", { name: props.roleName, role: props.roleName });
    const template = new LaunchTemplate(this, "template", {
      name,
      imageId: IMAGE,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: profile.arn },
      networkInterfaces: [
        { deviceIndex: 0, associatePublicIpAddress: "false", securityGroups: [props.securityGroupId] },
      ],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        disk("/dev/xvda", ROOT_GIB),
        ...(scratch === undefined ? [] : [disk(SCRATCH_DEVICE, scratch)]),
      ],
      userData: Buffer.from(userData({ cluster, scratch: scratch !== undefined })).toString("base64"),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...props.tags, Name: name },
      })),
    });
    this.id = template.id;
    this.version = Token.asString(template.latestVersion);
  }
}

function disk(deviceName: string, volumeSize: number) {
  return { deviceName, ebs: { volumeSize, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" } };
}
