import { DescribeReplicationGroupsCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import type { Environment } from "../core/environment";
import type { Endpoint } from "../core/local/kind";
import { cacheIdentifier } from "./names";

/** What ElastiCache and its client call the error that there is no such cache. */
const MISSING = /^ReplicationGroupNotFound(Fault)?$/;

/** Where a cache is, as ElastiCache says; nothing if it is not there, or still being made. */
export async function findCache(environment: Environment, name: string): Promise<Endpoint | undefined> {
  const { caches, region } = environment;
  const client = new ElastiCacheClient({ region });
  try {
    const { ReplicationGroups: [found] = [] } = await client.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: cacheIdentifier(environment, name) }),
    );
    const { Address: host, Port: port } = found?.NodeGroups?.[0]?.PrimaryEndpoint ?? {};
    if (!host || !port) return undefined;
    const tls = caches[name]!.tls === "required" ? ` --tls --sni ${host}` : "";
    return { host, port, signIn: (local) => [`redis-cli -h 127.0.0.1 -p ${local}${tls}`] };
  } catch (error) {
    if (MISSING.test((error as Error).name)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
