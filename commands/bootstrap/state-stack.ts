import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../json";
import { type Configuration, readConfiguration } from "../synthesized";
import type { State } from "../terraform/state";
import { managedResources } from "../terraform/state";
import type { Terraform } from "../terraform/terraform";
import { UserError } from "../user-error";
import { findImports, forgetChecksum, objectExists, type StateClients, type StatePlace } from "./imports";

export interface StateStackProps {
  /** Folder with the state stack; a state that an interrupted run has left is in it too. */
  readonly folder: string;
  readonly terraform: Terraform;
  readonly clients: StateClients;
  readonly place: StatePlace;
  /** Called with the plan file before anything is changed, if there is anything to change; to stop, it throws. */
  readonly confirm: (planFile: string) => Promise<void>;
}

const PLAN = "bootstrap.tfplan";
const LOCAL_STATE = "terraform.tfstate";
// Terraform reads override files in the order of their names; these have the last word.
const LOCAL_BACKEND = "zz_bootstrap_override.tf.json";
const IMPORTS = "zz_imports.tf.json";

/**
 * Brings up the stack of the bucket and table that hold all states, so that its own state ends in that bucket too.
 * Safe to run again, also after it was interrupted at any point:
 * a state in the bucket is used as any other; otherwise a local state, left by an interrupted run or new, takes in
 * what AWS has already, makes what is missing, and then moves into the bucket.
 */
export async function bringUpStateStack(props: StateStackProps): Promise<void> {
  const configuration = readConfiguration(props.folder);
  const backend = configuration.terraform?.backend?.["s3"] as { key: string } | undefined;
  if (!backend) throw new UserError("The stack `state` has no S3 backend, so its state cannot be kept in its bucket.");
  const inBucket = () => objectExists(props.clients.s3, props.place.bucket, backend.key);
  if (await inBucket()) {
    await useBucket(props);
  } else {
    await makeLocally(props, configuration);
    await forgetChecksum(props.clients, props.place, backend.key);
    await moveIntoBucket(props);
    if (!(await inBucket())) throw new Error(`The state did not arrive at s3://${props.place.bucket}/${backend.key}.`);
  }
  removeAll(props.folder, LOCAL_STATE, `${LOCAL_STATE}.backup`);
}

async function useBucket({ folder, terraform, confirm }: StateStackProps): Promise<void> {
  removeAll(folder, LOCAL_BACKEND, IMPORTS);
  await terraform.init("-reconfigure");
  if (!(await terraform.plan(PLAN))) return;
  await confirm(PLAN);
  await terraform.apply(PLAN);
}

async function makeLocally(props: StateStackProps, configuration: Configuration): Promise<void> {
  const { folder, terraform, clients, place, confirm } = props;
  removeAll(folder, IMPORTS);
  writeJson(folder, LOCAL_BACKEND, { terraform: { backend: { local: {} } } });
  await terraform.init("-reconfigure");
  const known = existsSync(join(folder, LOCAL_STATE)) ? await knownAddresses(terraform) : new Set<string>();
  const imports = await findImports(configuration, place, clients, known);
  if (imports.length > 0) writeJson(folder, IMPORTS, { import: imports });
  await terraform.plan(PLAN);
  await confirm(PLAN);
  await terraform.apply(PLAN);
}

async function moveIntoBucket({ folder, terraform }: StateStackProps): Promise<void> {
  removeAll(folder, LOCAL_BACKEND, IMPORTS);
  await terraform.init("-migrate-state", "-force-copy");
}

/**
 * What a local state has. A resource whose creation was interrupted is in it as tainted, which means to make it again;
 * but these are there and hold states, so they are kept and brought in order instead.
 */
async function knownAddresses(terraform: Terraform): Promise<Set<string>> {
  const resources = managedResources(parseJson<State>(await terraform.showState(), "Terraform's state"));
  for (const { address, tainted } of resources) if (tainted) await terraform.untaint(address);
  return new Set(resources.map(({ address }) => address));
}

function writeJson(folder: string, file: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify(content, undefined, 2));
}

function removeAll(folder: string, ...files: string[]): void {
  for (const file of files) rmSync(join(folder, file), { force: true });
}
