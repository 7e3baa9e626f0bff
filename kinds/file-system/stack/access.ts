import { NFS_PORT } from "../../../aws/ports";
import { type Grant, sid } from "../../core/contexts/access";

/** Mounting a file system, through its access point only. */
export const fileSystem: Grant = (name, level, { data }) => ({
  edges: [{ to: name, securityGroupId: data(`${name}_access`), port: NFS_PORT }],
  statements: [
    {
      sid: sid(`Mount ${name}`),
      actions: ["elasticfilesystem:ClientMount", ...(level === "read-write" ? ["elasticfilesystem:ClientWrite"] : [])],
      resources: [data(`${name}_arn`)],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": data(`${name}_access_point_arn`) } },
    },
  ],
});
