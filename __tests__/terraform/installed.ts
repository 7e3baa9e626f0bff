import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Installation } from "../../commands/terraform/installation";
import { has } from "../needs";
import { once } from "../once";

/** Folder of the project. */
export const ROOT = join(__dirname, "..", "..");

/** Jest has to know before it runs a test whether to skip it, so the search, which may download, has a process of its own. */
const SCRIPT = `
const { Processes } = require("./build/commands/process/processes");
const { findInstallation } = require("./build/commands/terraform/installation");
const { UserError } = require("./build/commands/base/user-error");
findInstallation(process.cwd(), new Processes({ watched: true }), process.env).then(
  (installation) => console.log(JSON.stringify({ installation })),
  (error) => {
    if (!(error instanceof UserError)) throw error;
    console.log(JSON.stringify({ reason: error.message }));
  },
);
`;

interface Answer {
  readonly installation?: Installation;
  readonly reason?: string;
}

function search(): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", SCRIPT], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`Looking for Terraform failed; npm run build first.\n${stderr}`);
  return JSON.parse(stdout) as Answer;
}

const { installation, reason } = once("terraform", search);

/** Terraform and the provider on this machine; only tests that are skipped without them may use it. */
export const terraform = installation as Installation;

/**
 * `describe` for tests with the real Terraform and provider: skipped, and so counted, where they cannot be had. In CI
 * they must be there.
 */
export const describeWithTerraform: jest.Describe | jest.Describe["skip"] = has(
  "Terraform",
  installation !== undefined,
  reason,
)
  ? describe
  : describe.skip;

if (!installation && process.env["CI"]) throw new Error(`Nothing may be skipped in CI: ${reason}`);
