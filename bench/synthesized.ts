import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Arguments of a resource, data source or other block, as cdktf writes them. */
export type Block = Record<string, unknown>;

/** Blocks by type and by name. */
export type Blocks = Record<string, Record<string, Block>>;

/** A stack's cdk.tf.json. */
export interface Stack {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Record<string, { readonly value: unknown }>;
  readonly provider: unknown;
  readonly terraform: { readonly backend: { readonly s3: { readonly key: string } } };
}

/** Stacks by name. */
export type Stacks = Record<string, Stack>;

/** Reads what a program has synthesized into a folder. */
export function readStacks(folder: string): Stacks {
  const names = readdirSync(join(folder, "stacks")).sort();
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")) as Stack]),
  );
}

/** Resources and data sources of stacks; states of other stacks are not counted. */
export function countResources(stacks: Stacks): number {
  const blocks = Object.values(stacks).flatMap(({ resource = {}, data = {} }) => {
    const { terraform_remote_state: _, ...sources } = data;
    return [...Object.values(resource), ...Object.values(sources)];
  });
  return blocks.reduce((sum, named) => sum + Object.keys(named).length, 0);
}
