import type { Environment } from "../../../kinds/core/environment";
import type { Output } from "../../../kinds/core/output";
import type { Configuration } from "../../base/synthesized";
import { managedResources, type Resource, type State } from "../../terraform/state";

/** A layer after its apply. */
export interface AppliedLayer {
  readonly stack: string;
  readonly layer: string;
  readonly configuration: Configuration;
  readonly state: State;
}

/** An environment after its applies, together with the layers that it shares with others. */
export interface Applied {
  readonly environment: Environment;
  readonly layers: readonly AppliedLayer[];
}

/** A rule over what was applied: every finding is a sentence. */
export type Rule = (applied: Applied) => string[];

/** A resource with the stack it is in. */
export interface Placed extends Resource {
  readonly stack: string;
}

/** The managed resources of some types in all layers; of every type if none is named. */
export function resourcesOf({ layers }: Applied, ...types: readonly string[]): Placed[] {
  return layers.flatMap(({ stack, state }) =>
    managedResources(state)
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .map((resource) => ({ ...resource, stack })),
  );
}

/** What a layer has handed on; undefined if it has not. */
export function handedOn({ layers }: Applied, { layer, name }: Output): unknown {
  return layers.find((one) => one.layer === layer)?.state.values?.outputs?.[name]?.value;
}

/** Where a resource is, for findings. */
export function place({ stack, address }: Placed): string {
  return `${stack}: ${address}`;
}

/** A list of blocks in a resource's values. */
export function blocks(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

/** A list of texts in a resource's values. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}
