import type { Diagnostic, Step } from "../../language/yaml/tree";
import type { Environment } from "./environment";

/** Something of a resource that a reference can name. */
export interface Attribute<Name extends string = string> {
  /** Name, such as `host` or `secret.password`. */
  readonly name: Name;
  /** Whether the value is secret: it may only be a whole environment variable, which ECS fills in. */
  readonly secret: boolean;
}

/** Finds what a schema cannot say of an environment. */
export type Check = (environment: Environment) => Diagnostic[];

/** A name that something has in AWS, without the environment's before it. */
export interface Claim {
  readonly name: string;
  /** Where it is in the manifest; empty if the environment itself has it. */
  readonly path: readonly Step[];
}

/** What every part of an environment answers, whether it holds things of a kind or settings. */
export interface Part {
  /** What a schema cannot say of it. */
  readonly checks: readonly Check[];
  /** Names in AWS that follow from its names, such as that of a queue's dead-letter queue. */
  readonly derivedNames: (environment: Environment) => Claim[];
}

/** What a kind of things answers; what is synthesized of it is in `stack/kind.ts`. A kind that leaves an answer out does not compile. */
export interface Kind<Name extends string = string> extends Part {
  /** What `uses` may say of it. */
  readonly levels: readonly string[];
  /** What references may name of it. */
  readonly attributes: readonly Attribute<Name>[];
  /** The same of one thing, where its settings matter. */
  readonly attributesOf: (environment: Environment, name: string) => readonly Attribute[];
  /** Attributes whose names are the manifest's own, for the reference page. */
  readonly namedAttributes: readonly string[];
  /** Whether its things are called in AWS what they are called in the manifest, after the environment's name. */
  readonly claimsName: boolean;
}

/** Attributes that may stand in any variable. */
export function plain<Name extends string>(...names: Name[]): Attribute<Name>[] {
  return names.map((name) => ({ name, secret: false }));
}

/** Attributes that only ECS may fill in. */
export function secret<Name extends string>(...names: Name[]): Attribute<Name>[] {
  return names.map((name) => ({ name, secret: true }));
}

/** The attributes of a login to a database. */
export const LOGIN = [...secret("secret", "secret.username", "secret.password"), ...plain("secret.arn")];

/** Attributes that each thing of a kind has. */
export function always<Name extends string>(
  ...attributes: Attribute<Name>[]
): Pick<Kind<Name>, "attributes" | "attributesOf" | "namedAttributes"> {
  return { attributes, attributesOf: () => attributes, namedAttributes: [] };
}

/** No names in AWS follow from those of its things. */
export function noDerivedNames(): Claim[] {
  return [];
}

/** The name with an ending of each thing of a section. */
export function withEnding(
  section: "capacities" | "functions" | "queues",
  ending: string,
): (environment: Environment) => Claim[] {
  return (environment) =>
    Object.keys(environment[section]).map((name) => ({ name: `${name}${ending}`, path: [section, name] }));
}
