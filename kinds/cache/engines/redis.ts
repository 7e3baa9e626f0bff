import type { CacheEngine } from "./engine";

/** The Redis that ElastiCache's versions are compatible with: 7.1 is AWS's own (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html). */
const COMPATIBLE: Readonly<Record<string, string>> = { "5": "5.0", "6": "6.2", "7": "7.2" };

function major(version: string): string {
  return version.split(".")[0]!;
}

/** Redis in ElastiCache, which ends with 7.1. */
export const redis: CacheEngine = {
  name: "redis",
  title: "Redis",
  version: "7.1",
  // Families of 6 carry an `.x`; those of 5 a minor version.
  family: (version) => ({ "5": "redis5.0", "6": "redis6.x" })[major(version)] ?? `redis${major(version)}`,
  versionMistake: (version) =>
    Number(major(version)) > 7
      ? `\`${version}\` is no version of Redis that ElastiCache has; write "7.1", or \`engine: valkey\``
      : undefined,
  local: (version) => ({ image: `redis:${COMPATIBLE[major(version)] ?? version}`, client: "redis-cli" }),
};
