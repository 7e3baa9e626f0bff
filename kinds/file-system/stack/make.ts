import { NFS_PORT } from "../../../aws/ports";
import { FileSystem } from "../../../modules/efs/file-system";
import { type DataContext, each } from "../../core/contexts/data";
import { fileSystemOutputs } from "../outputs";
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
  const outputs = fileSystemOutputs(name);
  context.publish(outputs.id, system.id);
  context.publish(outputs.arn, system.arn);
  context.publish(outputs.accessPointId, system.accessPointId);
  context.publish(outputs.accessPointArn, system.accessPointArn);
  context.reach(name, { securityGroupId: system.securityGroupId, port: NFS_PORT });
}
