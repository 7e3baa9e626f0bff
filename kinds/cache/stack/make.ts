import { REDIS_PORT } from "../../../aws/ports";
import { ReplicationGroup } from "../../../modules/elasticache/replication-group";
import { type DataContext, each } from "../../core/contexts/data";
import { cacheEngineOf } from "../engines";
import { cacheIdentifier } from "../names";
import { cacheOutputs } from "../outputs";
import type { Cache } from "../settings";

/** Caches. */
export function makeCaches(context: DataContext): void {
  each(context.environment.caches, (name, settings) => addCache(context, name, settings));
}

function addCache(context: DataContext, name: string, settings: Cache): void {
  const { engine, version } = cacheEngineOf(settings);
  const cache = new ReplicationGroup(context.scope, name, {
    name: cacheIdentifier(context.environment, name),
    ...context.vpc(),
    engine,
    version,
    parameters: settings.parameters,
    nodeType: settings.node,
    replicas: settings.replicas,
    tls: settings.tls,
    snapshotRetentionDays: settings.snapshots || 0,
    guarded: context.guarded,
  });
  const outputs = cacheOutputs(name);
  context.publish(outputs.identifier, cache.identifier);
  context.publish(outputs.host, cache.host);
  context.publish(outputs.port, String(REDIS_PORT));
  context.publish(outputs.arn, cache.arn);
  context.reach(name, { securityGroupId: cache.securityGroupId, port: REDIS_PORT });
}
