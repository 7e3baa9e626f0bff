import type { Environment } from "./environment";

/**
 * The kinds of things that services and functions use and refer to, each with the part of an environment that holds
 * them. Images and jobs are not among them: they have names of their own.
 */
export const SECTIONS = {
  database: "databases",
  "extra database": "extraDatabases",
  cache: "caches",
  bucket: "buckets",
  "tenant group": "tenants",
  table: "tables",
  topic: "topics",
  queue: "queues",
  "file system": "fileSystems",
  secret: "secrets",
  "user pool": "userPools",
  email: "email",
  permission: "permissions",
  service: "services",
  function: "functions",
} as const satisfies Record<string, keyof Environment>;

/** Name of a kind, as messages have it. */
export type KindName = keyof typeof SECTIONS;

/** A part of an environment that holds things of a kind. */
export type KindSection = (typeof SECTIONS)[KindName];

/** Names of all kinds. */
export const KIND_NAMES = Object.keys(SECTIONS) as KindName[];

/** The kind of the thing with this name. */
export function kindOf(environment: Environment, resource: string): KindName | undefined {
  return KIND_NAMES.find((kind) => Object.hasOwn(environment[SECTIONS[kind]], resource));
}
