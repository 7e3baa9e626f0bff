import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Role } from "../iam/role";
import { SecurityGroup } from "../vpc/security-group";
import { type TunnelUserDataProps, tunnelUserData } from "./tunnel-user-data";

/** Newest Amazon Linux 2023 for ARM (https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli). */
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** Who comes by SSH, from where, and where to. */
export interface TunnelSsh extends TunnelUserDataProps {
  /** Address ranges by the names of the places. */
  readonly from: Readonly<Record<string, string>>;
  /** What its public address needs to be there before: an internet gateway. @default - it is there */
  readonly internet?: ITerraformDependable;
}

export interface TunnelHostProps {
  /** Name of the instance, its role and its security group. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** A private subnet; for SSH, a public one. */
  readonly subnetId: string;
  /** Lets people come by SSH too. @default - by Session Manager only */
  readonly ssh?: TunnelSsh;
  /** ARN of the permissions boundary. @default - none */
  readonly permissionsBoundary?: string;
}

/**
 * A small machine to reach databases through: by Session Manager only, with no open port, no key and no public address.
 * With SSH it has a port, an address that stays, and keys, and is made anew when any of the keys changes.
 */
export class TunnelHost extends Construct {
  readonly instanceId: string;
  readonly access: SecurityGroup;
  /** Its public address, for SSH. */
  readonly address?: string;

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
      vpcSecurityGroupIds: [this.access.id, ...(props.ssh ? [this.sshGroup(props, props.ssh)] : [])],
      iamInstanceProfile: profile.name,
      // With an address of its own, the provider finds `true` here, and would replace the host for `false`.
      associatePublicIpAddress: props.ssh ? undefined : false,
      userData: props.ssh && tunnelUserData(props.ssh),
      userDataReplaceOnChange: props.ssh && true,
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
    if (props.ssh) this.address = this.staticAddress(props.name, props.ssh.internet);
  }

  /** A group besides, because a description cannot change, and that of the other one is right without SSH. */
  private sshGroup({ name, vpcId }: TunnelHostProps, { from }: TunnelSsh): string {
    const group = new SecurityGroup(this, "ssh", {
      name: `${name}-ssh`,
      description: "Who reaches the tunnel by SSH",
      vpcId,
    });
    // A rule is called after its range: under another name the same range is the same rule, which AWS has once only.
    for (const [place, cidr] of Object.entries(from)) {
      group.allowFromRange(`from-${cidr.replace(/[./]/g, "-")}`, cidr, 22, `SSH from ${place}`);
    }
    return group.id;
  }

  private staticAddress(name: string, internet?: ITerraformDependable): string {
    const address = new Eip(this, "address", {
      domain: "vpc",
      tags: { Name: name },
      dependsOn: internet && [internet],
    });
    new EipAssociation(this, "address-of-host", { allocationId: address.id, instanceId: this.instanceId });
    return address.publicIp;
  }
}
