/** What an engine of caches answers; it is one value, in a file of its own. */
export interface CacheEngine {
  /** Name in ElastiCache. */
  readonly name: "redis" | "valkey";
  /** Its own name, for people. */
  readonly title: string;
  /** Version, unless the manifest names another. */
  readonly version: string;
  /** Family of parameter groups of a version (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html). */
  readonly family: (version: string) => string;
  /** What is wrong with a version, and the remedy; nothing if it is one. */
  readonly versionMistake: (version: string) => string | undefined;
  /** Image of the same engine for a developer's computer, and its client there. */
  readonly local: (version: string) => { readonly image: string; readonly client: string };
}
