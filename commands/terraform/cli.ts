import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { jsonOrNothing } from "../base/json";
import { CommandMissing, type Processes, type Variables } from "../process/processes";
import { fetchTerraform } from "./release";

/** The version that this project is developed and tested with. */
export function wantedVersion(root: string): string {
  return readFileSync(join(root, ".terraform-version"), "utf8").trim();
}

/** The Terraform that is used. */
export interface TerraformProgram {
  readonly version: string;
  /** The program; undefined if it is the one on PATH. */
  readonly fetched?: string;
}

/**
 * Finds Terraform: the one on PATH if its version fits, or else the wanted one, which is fetched if it was not yet. A
 * fetched one is also at `.drydock/bin/terraform`, for whoever puts that folder on PATH.
 */
export async function findTerraform(
  root: string,
  processes: Processes,
  variables: Variables,
  report: (text: string) => void,
): Promise<TerraformProgram> {
  const wanted = wantedVersion(root);
  const link = join(root, ".drydock", "bin", "terraform");
  // What an earlier run has linked is not what the person has installed.
  const version = await installedVersion(processes, without(variables, dirname(link)));
  if (version !== undefined && fits(version, wanted)) {
    rmSync(link, { force: true });
    return { version };
  }
  const fetched = await fetchTerraform({ root, version: wanted, variables, report, signal: processes.signal });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(fetched, `${link}.${process.pid}`);
  renameSync(`${link}.${process.pid}`, link);
  return { version: wanted, fetched };
}

/** Variables with a folder in front of everything on PATH. */
export function withOnPath(variables: Variables, folder: string): Variables {
  return { ...variables, PATH: [folder, ...(variables["PATH"] ? [variables["PATH"]] : [])].join(delimiter) };
}

function without(variables: Variables, folder: string): Variables {
  const folders = variables["PATH"]?.split(delimiter) ?? [];
  return { ...variables, PATH: folders.filter((one) => one !== folder).join(delimiter) };
}

/** Whether a version can stand in for the wanted one: the same major version, and not an older one. */
export function fits(found: string, wanted: string): boolean {
  const [major, minor, patch] = numbers(found);
  const [wantedMajor, wantedMinor, wantedPatch] = numbers(wanted);
  return major === wantedMajor && (minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch));
}

function numbers(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return [major, minor, patch];
}

/** The version on PATH; undefined if there is none, or none that runs on this machine. */
async function installedVersion(processes: Processes, variables: Variables): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await processes.run({ file: "terraform", args: ["version", "-json"], variables });
    const answer = exitCode === 0 ? (jsonOrNothing(stdout) as { terraform_version?: unknown } | undefined) : undefined;
    return typeof answer?.terraform_version === "string" ? answer.terraform_version : undefined;
  } catch (error) {
    if (error instanceof CommandMissing) return undefined;
    throw error;
  }
}
