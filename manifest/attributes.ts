import type { Environment } from "./schema/environment";
import type { Secret } from "./schema/secret";

/** A kind of resource that has a name. */
export type Kind = "image" | "database" | "secret" | "email" | "permission" | "service";

/** Something of a resource that a reference can name. */
export interface Attribute {
  /** Name, such as `host` or `secret.password`. */
  readonly name: string;
  /** Whether the value is secret: it may only be a whole environment variable, which ECS fills in. */
  readonly secret: boolean;
}

/** The part of an environment that holds each kind. */
export const SECTIONS = {
  image: "images",
  database: "databases",
  secret: "secrets",
  email: "email",
  permission: "permissions",
  service: "services",
} as const satisfies Record<Kind, keyof Environment>;

/** All kinds. */
export const KINDS = Object.keys(SECTIONS) as Kind[];

function plain(...names: string[]): Attribute[] {
  return names.map((name) => ({ name, secret: false }));
}

function secret(...names: string[]): Attribute[] {
  return names.map((name) => ({ name, secret: true }));
}

const DATABASE: Attribute[] = [
  ...plain("host", "port", "name", "arn"),
  ...secret("secret", "secret.username", "secret.password"),
  ...plain("secret.arn"),
];

/** Attributes that every secret has, whatever its keys. */
export const SECRET: Attribute[] = [...secret("value"), ...plain("arn", "name")];

function keysOf({ keys, generate }: Secret): string[] {
  return [...keys, ...generate];
}

/** The kind of the resource with this name. */
export function kindOf(environment: Environment, resource: string): Kind | undefined {
  return KINDS.find((kind) => Object.hasOwn(environment[SECTIONS[kind]], resource));
}

/** What references may name of a resource; nothing if there is no such resource. */
export function attributesOf(environment: Environment, resource: string): Attribute[] {
  switch (kindOf(environment, resource)) {
    case "database":
      return DATABASE;
    case "secret":
      return [...secret(...keysOf(environment.secrets[resource]!)), ...SECRET];
    case "image":
      return plain("uri");
    case "email":
      return plain("from", "identity");
    case "service":
      return environment.services[resource]!.expose === undefined ? plain("host") : plain("host", "url");
    default:
      return [];
  }
}
