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

/** What references may name of each kind; secrets have their keys besides, and only exposed services have a `url`. */
export const ATTRIBUTES: Readonly<Record<Kind, readonly Attribute[]>> = {
  image: plain("uri"),
  database: [
    ...plain("host", "port", "name", "arn"),
    ...secret("secret", "secret.username", "secret.password"),
    ...plain("secret.arn"),
  ],
  secret: [...secret("value"), ...plain("arn", "name")],
  email: plain("from", "identity"),
  permission: [],
  service: plain("host", "url"),
};

/** The kind of the resource with this name. */
export function kindOf(environment: Environment, resource: string): Kind | undefined {
  return KINDS.find((kind) => Object.hasOwn(environment[SECTIONS[kind]], resource));
}

function keysOf({ keys, generate }: Secret): Attribute[] {
  return secret(...keys, ...generate);
}

/** What references may name of a resource; nothing if there is no such resource. */
export function attributesOf(environment: Environment, resource: string): Attribute[] {
  const kind = kindOf(environment, resource);
  const known = kind === undefined ? [] : ATTRIBUTES[kind];
  if (kind === "secret") {
    return [...keysOf(environment.secrets[resource]!), ...known];
  }
  const isHidden = kind === "service" && environment.services[resource]!.expose === undefined;
  return known.filter(({ name }) => !(isHidden && name === "url"));
}
