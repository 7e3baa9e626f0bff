import { NFS_PORT } from "../../../aws/ports";
import { FileSystem } from "../../../modules/efs/file-system";
import { type DataContext, each } from "../../core/contexts/data";
import type { FileSystem as Settings } from "../settings";

/** File systems. */
export function makeFileSystems(context: DataContext): void {
  each(context.environment.fileSystems, (name, settings) => addFileSystem(context, name, settings));
}

function addFileSystem(context: DataContext, name: string, settings: Settings): void {
  const { existing, zones } = context.environment.network;
  const system = new FileSystem(context.scope, name, {
    name: `${context.prefix}-${name}`,
    vpcId: context.vpc().vpcId,
    subnetIds: (existing?.privateSubnets ?? zones).map((_, zone) => context.privateSubnet(zone)),
    owner: settings.owner,
    guarded: context.guarded,
  });
  context.publish(`${name}_id`, system.id, `Id of the file system ${name}`);
  context.publish(`${name}_arn`, system.arn, `ARN of the file system ${name}`);
  context.publish(`${name}_access_point`, system.accessPointId, `Access point of the file system ${name}`);
  context.publish(`${name}_access_point_arn`, system.accessPointArn, `ARN of the access point of ${name}`);
  context.reach(name, { securityGroupId: system.securityGroupId, port: NFS_PORT });
}
