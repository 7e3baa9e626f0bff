import { REDIS_PORT } from "../../../aws/ports";
import { Redis } from "../../../modules/elasticache/redis";
import { type DataContext, each } from "../../core/contexts/data";
import type { Cache } from "../settings";

/** Caches. */
export function makeCaches(context: DataContext): void {
  each(context.environment.caches, (name, settings) => addCache(context, name, settings));
}

function addCache(context: DataContext, name: string, settings: Cache): void {
  const cache = new Redis(context.scope, name, {
    name: `${context.prefix}-${name}`,
    ...context.vpc(),
    version: settings.version,
    nodeType: settings.node,
    replicas: settings.replicas,
    tls: settings.tls,
    snapshotRetentionDays: settings.snapshots || 0,
    guarded: context.guarded,
  });
  context.publish(`${name}_identifier`, cache.identifier, `Identifier of the cache ${name}`);
  context.publish(`${name}_host`, cache.host, `Host name of the cache ${name}`);
  context.publish(`${name}_port`, String(REDIS_PORT), `Port of the cache ${name}`);
  context.publish(`${name}_arn`, cache.arn, `ARN of the cache ${name}`);
  context.reach(name, { securityGroupId: cache.securityGroupId, port: REDIS_PORT });
}
