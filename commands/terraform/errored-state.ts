import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { parseJson } from "../base/json";
import { UserError } from "../base/user-error";

/**
 * The file in which Terraform leaves a state that it could not write to its backend
 * (https://developer.hashicorp.com/terraform/language/state/backends).
 */
export const ERRORED_STATE = "errored.tfstate";

/** Folder, in the project's, where `drydock deploy` keeps a folder for each stack. */
export const STACKS_FOLDER = join(".drydock", "stacks");

/** Where an `errored.tfstate` of a stack may lie: in the folder of `drydock deploy`, and in that of `cdktf`. */
export function erroredStates(root: string, stack: string): string[] {
  const folders = [join(root, STACKS_FOLDER, stack), join(root, cdktfOutput(root), "stacks", stack)];
  return folders.map((folder) => join(folder, ERRORED_STATE)).filter((file) => existsSync(file));
}

function cdktfOutput(root: string): string {
  try {
    const { output } = parseJson<{ output?: string }>(readFileSync(join(root, "cdktf.json"), "utf8"), "cdktf.json");
    return output !== undefined && !isAbsolute(output) ? output : "cdktf.out";
  } catch {
    return "cdktf.out";
  }
}

/** Why nothing can be done as long as an `errored.tfstate` lies there, and what to do. */
export function refusalOf(root: string, stack: string, file: string, command: string): string {
  return `${relative(root, file)} holds what Terraform has made in ${stack} and could not write to the state, for example because the credentials had ended. Keep the file: any deploy before it is written would make those things again. Write it with: ${command}`;
}

/** What tells states apart (https://developer.hashicorp.com/terraform/language/state/backends). */
export interface StateIdentity {
  /** The same for all versions of one state. */
  readonly lineage: string;
  /** Grows with every write. */
  readonly serial: number;
}

/** Reads the identity of a state in JSON; nothing if it is none. */
export function identityOf(text: string): StateIdentity | undefined {
  try {
    const { lineage, serial } = parseJson<Partial<StateIdentity>>(text, "The state");
    return typeof lineage === "string" && typeof serial === "number" ? { lineage, serial } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text to push of an `errored.tfstate` over what the backend has; nothing if that is in it already. Throws if pushing
 * it would lose something.
 * @param stored The state in the backend; empty if there is none.
 */
export function textToPush(file: string, errored: string, stored: string): string | undefined {
  const own = identityOf(errored);
  if (!own) {
    throw new UserError(
      `${file} is no state (it may have been cut off when the disk was full): look at it, and keep it if it names anything.`,
    );
  }
  if (stored === "") return errored;
  const other = identityOf(stored);
  if (!other) throw new UserError(`The state in the backend cannot be read; ${file} was left as it is.`);
  if (own.lineage !== other.lineage) {
    throw new UserError(
      `${file} belongs to another state (lineage ${own.lineage}) than the one in the backend (${other.lineage}), which somebody has made anew since. It was not pushed: import what only ${file} has into the new state, then remove the file.`,
    );
  }
  if (own.serial > other.serial) return errored;
  if (own.serial === other.serial) {
    if (sameContent(errored, stored)) return undefined;
    // Terraform writes the state during an apply. A write whose answer was lost is in the backend, and Terraform, which
    // does not know, gives its next one the same number: the later one knows all that the earlier one does.
    if (knowsAllOf(errored, stored))
      return JSON.stringify({ ...parsed(errored), serial: own.serial + 1 }, undefined, 2);
  }
  throw new UserError(
    `The state in the backend was written since (serial ${other.serial}, and ${own.serial} in ${file}). Pushing would lose what came later, so it was not pushed: compare the two (terraform state pull), import what only ${file} has, then remove the file.`,
  );
}

function sameContent(one: string, other: string): boolean {
  return JSON.stringify(parsed(one)) === JSON.stringify(parsed(other));
}

/** Whether a state has every resource that another one has, each with the same id. */
function knowsAllOf(one: string, other: string): boolean {
  const known = new Set(resourceIds(one));
  return resourceIds(other).every((id) => known.has(id));
}

/** What a state says of its resources' addresses and ids, a text each. */
function resourceIds(text: string): string[] {
  const { resources = [] } = parsed(text) as { resources?: readonly StoredResource[] };
  return resources
    .filter(({ mode }) => mode !== "data")
    .flatMap(({ module, type, name, instances = [] }) =>
      instances.map((one) => JSON.stringify([module, type, name, one.index_key, one.attributes?.id])),
    );
}

/** A resource in a state file (version 4). */
interface StoredResource {
  readonly module?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly {
    readonly index_key?: string | number;
    readonly attributes?: { readonly id?: unknown };
  }[];
}

function parsed(text: string): object {
  return parseJson<object>(text, "The state");
}
