import type { Environment } from "./environment";
import type { Secret } from "./secret/settings";
import { frontContainer } from "./service/containers";
import type { UserPool } from "./user-pool/settings";

/** A kind of resource that services and functions use and refer to. Images and jobs are not among them: they have names of their own. */
export type Kind =
  | "database"
  | "extra database"
  | "cache"
  | "bucket"
  | "tenant group"
  | "table"
  | "topic"
  | "queue"
  | "file system"
  | "secret"
  | "user pool"
  | "email"
  | "permission"
  | "service"
  | "function";

/** Something of a resource that a reference can name. */
export interface Attribute {
  /** Name, such as `host` or `secret.password`. */
  readonly name: string;
  /** Whether the value is secret: it may only be a whole environment variable, which ECS fills in. */
  readonly secret: boolean;
}

/** The part of an environment that holds each kind. */
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
} as const satisfies Record<Kind, keyof Environment>;

/** All kinds. */
export const KINDS = Object.keys(SECTIONS) as Kind[];

function plain(...names: string[]): Attribute[] {
  return names.map((name) => ({ name, secret: false }));
}

function secret(...names: string[]): Attribute[] {
  return names.map((name) => ({ name, secret: true }));
}

const LOGIN = [...secret("secret", "secret.username", "secret.password"), ...plain("secret.arn")];

/** What references may name of each kind; secrets have their keys besides, user pools their clients' ids, and only what is exposed or hosted has a `url`. */
export const ATTRIBUTES: Readonly<Record<Kind, readonly Attribute[]>> = {
  database: [...plain("host", "port", "name", "arn"), ...LOGIN],
  "extra database": [...plain("host", "port", "name"), ...LOGIN],
  cache: plain("host", "port", "tls", "arn"),
  bucket: plain("name", "arn", "host"),
  "tenant group": plain("directory"),
  table: plain("name", "arn"),
  topic: plain("arn"),
  queue: plain("url", "arn", "name"),
  "file system": plain("id", "arn"),
  secret: [...secret("value"), ...plain("arn", "name")],
  "user pool": plain("id", "arn", "issuer", "url"),
  email: plain("from", "identity"),
  permission: [],
  service: plain("host", "port", "url"),
  function: plain("name", "arn"),
};

/** The kind of the resource with this name. */
export function kindOf(environment: Environment, resource: string): Kind | undefined {
  return KINDS.find((kind) => Object.hasOwn(environment[SECTIONS[kind]], resource));
}

function keysOf({ keys, generate }: Secret): Attribute[] {
  return secret(...keys, ...generate);
}

/** Another environment's pool has pages if there are clients in it; that is checked where both are known. */
function hasPages({ clients, hosted, from }: UserPool): boolean {
  return hosted !== undefined || (from !== undefined && Object.keys(clients).length > 0);
}

function attributesOfPool(pool: UserPool): Attribute[] {
  const own = ATTRIBUTES["user pool"].filter(({ name }) => name !== "url" || hasPages(pool));
  const { clients } = pool;
  return [...own, ...plain(...Object.keys(clients).map((client) => `${client}.id`))];
}

/** What references may name of a resource; nothing if there is no such resource. */
export function attributesOf(environment: Environment, resource: string): Attribute[] {
  const kind = kindOf(environment, resource);
  const known = kind === undefined ? [] : ATTRIBUTES[kind];
  if (kind === "secret") {
    return [...keysOf(environment.secrets[resource]!), ...known];
  }
  if (kind === "user pool") {
    return attributesOfPool(environment.userPools[resource]!);
  }
  return kind === "service" ? known.filter(({ name }) => hasAttribute(environment, resource, name)) : [...known];
}

/** A service has a URL only if it is exposed, and a private name only if it listens on a port. */
function hasAttribute({ services }: Environment, name: string, attribute: string): boolean {
  const service = services[name]!;
  return attribute === "url" ? service.expose?.host !== undefined : frontContainer(name, service) !== undefined;
}
