import { readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { jsonOrNothing } from "../base/json";
import { hostOf, type LockInfo } from "./lock-info";
import { type RunningTerraform, runningTerraforms } from "./running-terraform";

/** What is known of the process that took a lock. */
export type Holder =
  /** It still works. */
  | { readonly state: "alive"; readonly pid: number }
  /** It was on this machine, and is not any more. */
  | { readonly state: "ended" }
  /** It is, or was, on another machine. */
  | { readonly state: "elsewhere"; readonly host: string }
  /** It cannot be told. */
  | { readonly state: "unknown"; readonly reason: string };

/** A state in S3. */
export interface StateObject {
  readonly bucket: string;
  readonly key: string;
}

/** Milliseconds by which the start of a process may seem to be after what it did: /proc counts in whole seconds. */
const TOLERANCE = 2_000;

/** Names that many machines have, so that they tell none from another. */
const ANYBODY = new Set(["localhost", "localhost.localdomain", ""]);

/** Looks for the process that took a lock. */
export function findHolder(
  info: LockInfo | undefined,
  state: StateObject,
  here = hostname(),
  find: () => RunningTerraform[] = runningTerraforms,
): Holder {
  if (!info) return { state: "unknown", reason: "the lock does not say who took it" };
  const host = hostOf(info);
  if (host !== here || ANYBODY.has(host)) return { state: "elsewhere", host };
  const possible = find().filter(({ started }) => !started || started.getTime() <= info.created.getTime() + TOLERANCE);
  const sure = possible.find((one) => worksOn(one, state) === true);
  if (sure) return { state: "alive", pid: sure.pid };
  const unsure = possible.find((one) => worksOn(one, state) === undefined);
  if (unsure)
    return { state: "unknown", reason: `Terraform runs here as process ${unsure.pid}, and where cannot be told` };
  return { state: "ended" };
}

/** Whether a Terraform works on a state; nothing if its folder cannot be read. */
function worksOn({ folder, dataFolder }: RunningTerraform, state: StateObject): boolean | undefined {
  if (folder === undefined) return undefined;
  try {
    // What `init` has settled on, and what it moves a state to before it has.
    const files = [
      join(resolve(folder, dataFolder), "terraform.tfstate"),
      ...readdirSync(folder)
        .filter((name) => name.endsWith(".tf.json"))
        .map((name) => join(folder, name)),
    ];
    return files.some((file) => names(readJson(file), state));
  } catch {
    return undefined;
  }
}

interface Backend {
  readonly bucket?: string;
  readonly key?: string;
}

function names(content: unknown, { bucket, key }: StateObject): boolean {
  const { backend, terraform } = (content ?? {}) as {
    readonly backend?: { readonly config?: Backend };
    readonly terraform?: { readonly backend?: { readonly s3?: Backend } };
  };
  return [backend?.config, terraform?.backend?.s3].some((one) => one?.bucket === bucket && one.key === key);
}

function readJson(file: string): unknown {
  try {
    return jsonOrNothing(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
