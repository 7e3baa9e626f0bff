import type { Grant } from "../contexts/access";
import type { DataContext } from "../contexts/data";
import type { WatchContext } from "../contexts/watch";
import type { Environment } from "../environment";
import type { Output } from "../output";

/** What a reference may need to know. */
export interface ReferenceContext {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** ARN of a function of the environment. */
  readonly functionArn: (name: string) => string;
}

/** A place in Secrets Manager: a whole secret, or one of its keys. */
export interface SecretPlace {
  /** Output of the data layer that has the ARN of the secret. */
  readonly secretArn: Output<"data">;
  /** Key of its JSON value. @default - the whole value */
  readonly key?: string;
}

/** What an attribute stands for: a value that the data layer has handed on, a secret, or a text that the manifest says. */
export type AttributeValue = Output<"data"> | SecretPlace | (() => string);

/** What is synthesized besides by a part of an environment: what the data layer has of it, and what watches it. */
export interface PartStack {
  /** Makes what the data layer has of it. */
  readonly make: (context: DataContext) => void;
  /** Watches it in the operations layer. */
  readonly watch: (context: WatchContext) => void;
}

/** What a kind of things answers of what is synthesized. A kind that leaves an answer out does not compile. */
export interface KindStack<Name extends string = string> extends PartStack {
  /** What a line of `uses` stands for: the way through the network, and the permissions. */
  readonly grant: Grant;
  /** What each attribute of a thing stands for; one that stands for nothing does not compile. */
  readonly values: (thing: string, context: ReferenceContext) => Readonly<Record<Name, AttributeValue>>;
}

/** Of which the data layer, or the operations layer, has nothing. */
export function nothing(): void {}
