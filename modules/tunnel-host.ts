import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Construct } from "constructs";
import { Role } from "./role";
import { SecurityGroup } from "./security-group";

/** Newest Amazon Linux 2023 for ARM (https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli). */
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

export interface TunnelHostProps {
  readonly name: string;
  readonly vpcId: string;
  /** A private subnet. */
  readonly subnetId: string;
  /** ARN of the permissions boundary. @default - none */
  readonly permissionsBoundary?: string;
}

/** A small machine to reach databases through: by Session Manager only, with no open port, no key and no public address. */
export class TunnelHost extends Construct {
  readonly instanceId: string;
  readonly access: SecurityGroup;

  constructor(scope: Construct, id: string, props: TunnelHostProps) {
    super(scope, id);
    this.access = new SecurityGroup(this, "access", {
      name: props.name,
      description: "What the tunnel reaches; nobody reaches it",
      vpcId: props.vpcId,
    });
    this.access.allowToRange("https", "0.0.0.0/0", 443, "Session Manager over HTTPS");
    const role = new Role(this, "role", {
      name: props.name,
      description: "Lets Session Manager reach the tunnel host",
      service: "ec2.amazonaws.com",
      permissionsBoundary: props.permissionsBoundary,
      statements: [],
    });
    new IamRolePolicyAttachment(this, "session-manager", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    const profile = new IamInstanceProfile(this, "profile", { name: role.name, role: role.name });
    const image = new DataAwsSsmParameter(this, "image", { name: IMAGE });
    const instance = new Instance(this, "host", {
      ami: image.insecureValue,
      instanceType: "t4g.nano",
      subnetId: props.subnetId,
      vpcSecurityGroupIds: [this.access.id],
      iamInstanceProfile: profile.name,
      associatePublicIpAddress: false,
      ebsOptimized: true,
      monitoring: false,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // 8 GiB is what the image asks for at least.
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 8 },
      tags: { Name: props.name },
      // A newer image must not take the tunnel away from whoever is using it; replace the host to update it.
      lifecycle: { ignoreChanges: ["ami"] },
    });
    this.instanceId = instance.id;
  }
}
