import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy";
import { SecurityGroup } from "../vpc/security-group";

export interface FileSystemProps {
  /** Name of the file system, and of its security group. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Private subnets: a mount target is made in each. */
  readonly subnetIds: string[];
  /** User and group that all files belong to. */
  readonly owner: { readonly user: number; readonly group: number };
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/** A file system in EFS: encrypted, over TLS only, with one access point that fixes who files belong to. */
export class FileSystem extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly accessPointId: string;
  readonly accessPointArn: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const securityGroup = new SecurityGroup(this, "access", {
      name: props.name,
      description: `Who reaches the file system ${props.name}`,
      vpcId: props.vpcId,
    });
    const system = new EfsFileSystem(this, "file-system", {
      creationToken: props.name,
      encrypted: true,
      throughputMode: "elastic",
      lifecyclePolicy: [{ transitionToIa: "AFTER_30_DAYS" }],
      tags: { Name: props.name },
      lifecycle: { preventDestroy: props.guarded },
    });
    props.subnetIds.forEach((subnetId, zone) => {
      new EfsMountTarget(this, `mount-${zone}`, {
        fileSystemId: system.id,
        subnetId,
        securityGroups: [securityGroup.id],
      });
    });
    new EfsBackupPolicy(this, "backup", { fileSystemId: system.id, backupPolicy: { status: "ENABLED" } });
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: system.id,
      policy: policyDocument([
        {
          sid: "TlsOnly",
          effect: "Deny",
          principals: { AWS: "*" },
          actions: ["*"],
          resources: [system.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    const { user: uid, group: gid } = props.owner;
    const point = new EfsAccessPoint(this, "access-point", {
      fileSystemId: system.id,
      posixUser: { uid, gid },
      rootDirectory: { path: "/data", creationInfo: { ownerUid: uid, ownerGid: gid, permissions: "0750" } },
      tags: { Name: props.name },
    });
    this.id = system.id;
    this.arn = system.arn;
    this.accessPointId = point.id;
    this.accessPointArn = point.arn;
    this.securityGroupId = securityGroup.id;
  }
}
