import { NFS_PORT } from "../../../aws/ports";
import { type Grant, sid } from "../../core/contexts/access";
import { fileSystemOutputs } from "../outputs";

/** Mounting a file system, through its access point only. */
export const fileSystem: Grant = (name, level, { data }) => {
  const { access, arn, accessPointArn } = fileSystemOutputs(name);
  return {
    edges: [{ to: name, securityGroupId: data(access), port: NFS_PORT }],
    statements: [
      {
        sid: sid(`Mount ${name}`),
        actions: [
          "elasticfilesystem:ClientMount",
          ...(level === "read-write" ? ["elasticfilesystem:ClientWrite"] : []),
        ],
        resources: [data(arn)],
        conditions: {
          StringEquals: { "elasticfilesystem:AccessPointArn": data(accessPointArn) },
        },
      },
    ],
  };
};
