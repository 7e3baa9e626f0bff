import type { Metric } from "../../../modules/cloudwatch/alarm";
import type { AlarmPlan } from "../../core/contexts/alarm-plan";

export interface CacheSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Identifier of the replication group; its first node's is the same with `-001`. */
  readonly identifier: string;
}

/** Alarms of a cache (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html). */
export function cacheAlarms({ name, identifier }: CacheSubject): AlarmPlan[] {
  const metric = (metricName: string): Metric => ({
    namespace: "AWS/ElastiCache",
    name: metricName,
    dimensions: { CacheClusterId: `${identifier}-001` },
    statistic: "Average",
  });
  return [
    {
      name: "cpu",
      description: `The cache ${name} has used over 90 % of its processor for 15 minutes. Look for slow commands (SLOWLOG GET, through the tunnel); if the load is real, choose a larger caches.${name}.node and deploy.`,
      metric: metric("EngineCPUUtilization"),
      comparison: "above",
      threshold: 90,
      period: 300,
      periods: 3,
    },
    {
      name: "memory",
      description: `The cache ${name} is over 90 % full; when it is full, writes fail or old keys go. Look for keys that never expire, or choose a larger caches.${name}.node and deploy.`,
      metric: metric("DatabaseMemoryUsagePercentage"),
      comparison: "above",
      threshold: 90,
      period: 300,
      periods: 2,
    },
  ];
}
