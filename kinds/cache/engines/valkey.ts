import type { CacheEngine } from "./engine";

/** Valkey in ElastiCache, which began with 7.2 (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html). */
export const valkey: CacheEngine = {
  name: "valkey",
  title: "Valkey",
  version: "8.1",
  family: (version) => `valkey${version.split(".")[0]}`,
  versionMistake: (version) => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major < 7 || (major === 7 && minor < 2)
      ? `\`${version}\` is no version of Valkey, which began with 7.2; write "8.1"`
      : undefined;
  },
  local: (version) => ({ image: `valkey/valkey:${version}`, client: "valkey-cli" }),
};
