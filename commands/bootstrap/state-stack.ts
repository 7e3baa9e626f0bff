import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonOrNothing } from "../base/json";
import { type Configuration, readConfiguration } from "../base/synthesized";
import { UserError } from "../base/user-error";
import { readStored, type StoredResource, storedResources } from "../states/stored-state";
import type { Terraform } from "../terraform/terraform";
import { bucketExists, findImports, forgetChecksum, type StateClients, type StatePlace } from "./imports";
import { mendLock } from "./left-lock";

export interface StateStackProps {
  /** Folder with the state stack; a state that an interrupted run has left is in it too. */
  readonly folder: string;
  readonly terraform: Terraform;
  readonly clients: StateClients;
  readonly place: StatePlace;
  /** Called with the plan file before anything is changed, if there is anything to change; to stop, it throws. */
  readonly confirm: (planFile: string) => Promise<void>;
  /**
   * Called with what is known of the lock that a killed run has left, before it is removed; to stop, it throws.
   * @default - the lock stays, and is an error
   */
  readonly confirmUnlock?: (words: string) => Promise<void>;
}

const PLAN = "bootstrap.tfplan";
const LOCAL_STATE = "terraform.tfstate";
const LOCAL_BACKUP = "terraform.tfstate.backup";
/** What Terraform could not write into a state; everything in it is in AWS, and is taken in from there. */
const ERRORED = "errored.tfstate";
/** A local state that the one in the bucket has taken the place of, or that nobody can read. */
const SET_ASIDE = "set-aside.tfstate";
/** What `init` has settled on: which backend is in use. It is found out anew each time. */
const SETTLED = join(".terraform", "terraform.tfstate");
// Terraform reads override files in the order of their names; these have the last word.
const LOCAL_BACKEND = "zz_bootstrap_override.tf.json";
const IMPORTS = "zz_imports.tf.json";

/**
 * Brings up the stack of the bucket and table that hold all states, so that its own state ends in that bucket too.
 * Safe to run again, also after it was interrupted at any point, whatever that left:
 * a state in the bucket is used as any other, even if a local one is left beside it; otherwise a local state, left by an
 * interrupted run or new, takes in what AWS has already, makes what is missing, and then moves into the bucket.
 */
export async function bringUpStateStack(props: StateStackProps): Promise<void> {
  const configuration = readConfiguration(props.folder);
  const backend = configuration.terraform?.backend?.["s3"] as { key: string } | undefined;
  if (!backend) throw new UserError("The stack `state` has no S3 backend, so its state cannot be kept in its bucket.");
  const inBucket = async () => {
    const { clients, place } = props;
    return (await bucketExists(clients.s3, place.bucket))
      ? readStored(clients.s3, place.bucket, backend.key)
      : undefined;
  };
  if (await bucketExists(props.clients.s3, props.place.bucket)) await mendLock(props, backend.key);
  removeAll(props.folder, SETTLED, IMPORTS, LOCAL_BACKEND);
  const stored = await inBucket();
  if (stored === undefined) {
    await makeLocally(props, configuration);
    await forgetChecksum(props.clients, props.place, backend.key);
    await moveIntoBucket(props);
    if ((await inBucket()) === undefined) {
      throw new Error(`The state did not arrive at s3://${props.place.bucket}/${backend.key}.`);
    }
  } else {
    await useBucket(props, configuration, stored);
  }
  removeAll(props.folder, LOCAL_STATE, LOCAL_BACKUP, SET_ASIDE, ERRORED, IMPORTS);
}

async function useBucket(props: StateStackProps, configuration: Configuration, stored: string): Promise<void> {
  const { folder, terraform, confirm } = props;
  // Terraform would ask whether to copy it, and what it knows the bucket's state knows, or is taken in from AWS.
  setAside(folder, LOCAL_STATE);
  await terraform.init("-reconfigure");
  await takeIn(props, configuration, storedResources(stored));
  if (!(await terraform.plan(PLAN))) return;
  await confirm(PLAN);
  await terraform.apply(PLAN);
}

async function makeLocally(props: StateStackProps, configuration: Configuration): Promise<void> {
  const { folder, terraform, confirm } = props;
  writeJson(folder, LOCAL_BACKEND, { terraform: { backend: { local: {} } } });
  const known = readLocal(folder);
  await terraform.init("-reconfigure");
  await takeIn(props, configuration, known);
  await terraform.plan(PLAN);
  await confirm(PLAN);
  await terraform.apply(PLAN);
}

async function moveIntoBucket({ folder, terraform }: StateStackProps): Promise<void> {
  removeAll(folder, SETTLED, LOCAL_BACKEND, IMPORTS);
  await terraform.init("-migrate-state", "-force-copy");
}

/**
 * Writes import blocks for what AWS has and the state does not know. A resource whose creation was interrupted is known
 * as tainted, which means to make it again; but these are there and hold states, so they are kept and brought in order.
 */
async function takeIn(
  { folder, terraform, clients, place }: StateStackProps,
  configuration: Configuration,
  known: readonly StoredResource[],
): Promise<void> {
  for (const { address, tainted } of known) if (tainted) await terraform.untaint(address);
  const addresses = new Set(known.map(({ address }) => address));
  const imports = await findImports(configuration, place, clients, addresses);
  if (imports.length > 0) writeJson(folder, IMPORTS, { import: imports });
}

/** What the local state has; a file that was cut off while it was written is set aside, and everything taken in from AWS. */
function readLocal(folder: string): StoredResource[] {
  const file = join(folder, LOCAL_STATE);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  if (jsonOrNothing(text) !== undefined) return storedResources(text);
  setAside(folder, LOCAL_STATE);
  return [];
}

function setAside(folder: string, file: string): void {
  if (existsSync(join(folder, file))) renameSync(join(folder, file), join(folder, SET_ASIDE));
}

function writeJson(folder: string, file: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify(content, undefined, 2));
}

function removeAll(folder: string, ...files: string[]): void {
  for (const file of files) rmSync(join(folder, file), { force: true });
}
