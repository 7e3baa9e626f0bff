import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../json";
import { CommandMissing, type Outcome, type Processes, type Variables } from "../process/processes";
import { UserError } from "../user-error";

/** The version that this project is developed and tested with. */
export function wantedVersion(root: string): string {
  return readFileSync(join(root, ".terraform-version"), "utf8").trim();
}

/** Makes sure that Terraform is there and that its version fits. */
export async function requireTerraform(root: string, processes: Processes, variables: Variables): Promise<void> {
  const wanted = wantedVersion(root);
  const found = await installedVersion(processes, variables, wanted);
  if (!fits(found, wanted)) {
    throw new UserError(
      `Terraform ${found} is installed, but this project needs ${wanted} or a newer ${wanted.split(".")[0]}.x: install it from https://developer.hashicorp.com/terraform/install or with tfenv install ${wanted}.`,
    );
  }
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

async function installedVersion(processes: Processes, variables: Variables, wanted: string): Promise<string> {
  const install = `install version ${wanted} from https://developer.hashicorp.com/terraform/install or with tfenv install ${wanted}`;
  let outcome: Outcome;
  try {
    outcome = await processes.run({ file: "terraform", args: ["version", "-json"], variables });
  } catch (error) {
    if (!(error instanceof CommandMissing)) throw error;
    throw new UserError(`Terraform is missing: ${install}.`);
  }
  const version = versionIn(outcome.stdout);
  if (version !== undefined) return version;
  const said = firstLine(outcome.stderr) ?? firstLine(outcome.stdout);
  const how = outcome.signal ? `was ended by the signal ${outcome.signal}` : `ended with exit code ${outcome.exitCode}`;
  throw new UserError(
    `The program \`terraform\` on your PATH does not work: \`terraform version -json\` ${how} and ${said ? `said: ${said}` : "said nothing"}. See what \`which terraform\` names, and ${install}.`,
  );
}

/** The version in the answer of `terraform version -json`; nothing if it is no such answer. */
function versionIn(answer: string): string | undefined {
  try {
    const { terraform_version: version } = parseJson<{ terraform_version?: unknown }>(
      answer,
      "What `terraform version -json` prints",
    );
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string | undefined {
  return text
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim();
}
