import type { Reference } from "../../../language/reference";
import type { Grant } from "../contexts/access";
import type { DataContext } from "../contexts/data";
import type { WatchContext } from "../contexts/watch";
import type { Environment } from "../environment";
import type { Value } from "./values";

/** What a reference may need to know. */
export interface ReferenceContext {
  readonly environment: Environment;
  /** A value that the data layer has handed on. */
  readonly data: (output: string) => string;
  /** ARN of a function of the environment. */
  readonly functionArn: (name: string) => string;
}

/** What a reference to a thing of a kind stands for. */
export type ReferenceValue = (reference: Reference, context: ReferenceContext) => Value;

/** What is synthesized besides by a part of an environment: what the data layer has of it, and what watches it. */
export interface PartStack {
  /** Makes what the data layer has of it. */
  readonly make: (context: DataContext) => void;
  /** Watches it in the operations layer. */
  readonly watch: (context: WatchContext) => void;
}

/** What a kind of things answers of what is synthesized. A kind that leaves an answer out does not compile. */
export interface KindStack extends PartStack {
  /** What a line of `uses` stands for: the way through the network, and the permissions. */
  readonly grant: Grant;
  /** What a reference stands for. */
  readonly value: ReferenceValue;
}

/** Of which the data layer, or the operations layer, has nothing. */
export function nothing(): void {}

/** A value that the data layer has handed on under the attribute's own name. */
export const handedOn: ReferenceValue = ({ resource, attribute }, { data }) => ({
  plain: data(`${resource}_${attribute.join("_")}`),
});
