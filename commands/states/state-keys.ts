import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { type EnvironmentId, nameIn, stackName } from "../../kinds/core/names";
import { environmentStateKey, environmentStatePrefix, systemStateKey } from "../../kinds/core/state";
import { ENVIRONMENT_LAYERS } from "../base/layers";

/** Name under which commands take the layer that holds all states, beside environments. */
export const STATE_STACK = "state";

/** Key of the state of the bucket and table that hold all states. */
export const STATE_STACK_KEY = "state.tfstate";

/** Layers that the environments of a system share. */
export const SYSTEM_LAYERS = ["registry", "images", "pipelines"] as const;

/** The state of a layer: the stack's name, and the key in the bucket of states. */
export interface StateKey {
  readonly stack: string;
  readonly key: string;
}

/** The states that a deploy of an environment locks: its system's layers' and its own. */
export function stateKeys(environment: EnvironmentId): StateKey[] {
  const { system } = environment;
  return [
    ...SYSTEM_LAYERS.map((layer) => ({ stack: stackName(system, layer), key: systemStateKey(system, layer) })),
    ...ENVIRONMENT_LAYERS.map((layer) => ({
      stack: nameIn(environment, layer),
      key: environmentStateKey(environment, layer),
    })),
  ];
}

/** The known states, and those of an environment that are in the bucket besides, such as a later version's layer. */
export async function withStored(s3: S3Client, bucket: string, environment: EnvironmentId): Promise<StateKey[]> {
  const known = stateKeys(environment);
  const keys = new Map(known.map((one) => [one.key, one]));
  const prefix = environmentStatePrefix(environment);
  for await (const { Contents: objects = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: prefix },
  )) {
    for (const { Key: stored = "" } of objects) {
      const key = stored.replace(/\.tflock$/, "");
      const layer = /^([^/]+)\.tfstate$/.exec(key.slice(prefix.length))?.[1];
      if (layer && !keys.has(key)) keys.set(key, { stack: nameIn(environment, layer), key });
    }
  }
  return [...keys.values()];
}
