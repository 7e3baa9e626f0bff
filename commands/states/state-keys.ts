import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { ENVIRONMENT_LAYERS } from "../layers";

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
export function stateKeys({ system, name }: { readonly system: string; readonly name: string }): StateKey[] {
  return [
    ...SYSTEM_LAYERS.map((layer) => ({ stack: `${system}-${layer}`, key: `${system}/${layer}.tfstate` })),
    ...ENVIRONMENT_LAYERS.map((layer) => ({
      stack: `${system}-${name}-${layer}`,
      key: `${system}/${name}/${layer}.tfstate`,
    })),
  ];
}

/** The known states, and those of an environment that are in the bucket besides, such as a later version's layer. */
export async function withStored(
  s3: S3Client,
  bucket: string,
  { system, name }: { readonly system: string; readonly name: string },
): Promise<StateKey[]> {
  const known = stateKeys({ system, name });
  const keys = new Map(known.map((one) => [one.key, one]));
  const prefix = `${system}/${name}/`;
  for await (const { Contents: objects = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: prefix },
  )) {
    for (const { Key: stored = "" } of objects) {
      const key = stored.replace(/\.tflock$/, "");
      const layer = /^([^/]+)\.tfstate$/.exec(key.slice(prefix.length))?.[1];
      if (layer && !keys.has(key)) keys.set(key, { stack: `${system}-${name}-${layer}`, key });
    }
  }
  return [...keys.values()];
}
