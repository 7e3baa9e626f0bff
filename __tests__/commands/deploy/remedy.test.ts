import { remedy, remedyOf } from "../../../commands/deploy/remedy";
import type { Diagnostic } from "../../../commands/terraform/diagnostic";
import { TerraformError } from "../../../commands/terraform/terraform";

const subject = { stack: "shop-test-data", environment: "shop-test" };

function said(summary: string, detail?: string): string | undefined {
  const diagnostic: Diagnostic = { severity: "error", summary, detail };
  return remedy(
    new TerraformError("shop-test-data", "plan", [diagnostic], { exitCode: 1, stdout: "", stderr: "" }),
    subject,
  );
}

const LOCKED = `operation error S3: PutObject, https response error StatusCode: 412
Lock Info:
  ID:        b0c4
  Path:      shop-states/shop/test/data.tfstate
  Operation: OperationTypeApply
  Who:       jane@laptop
  Version:   1.11.4
  Created:   2026-12-01 12:00:00.1 +0000 UTC
  Info:      `;

describe("what to do about Terraform's failure", () => {
  it.each([
    ["Error acquiring the state lock", LOCKED, "locked by jane@laptop since 2026-12-01 12:00:00.1 +0000 UTC"],
    ["Error acquiring the state lock", LOCKED, "npx drydock unlock shop-test"],
    ["error", "ExpiredToken: The security token included in the request is expired", "log in again"],
    ["No valid credential sources found", undefined, "log in again"],
    ["Failed to write plan file", "write data.tfplan: no space left on device", "disk is full"],
    ["Error refreshing state", "state data in S3 does not have the expected content.", "unlock shop-test"],
    ["Error", 'S3 bucket "shop-states" does not exist.', "npx drydock bootstrap"],
    ["Unable to find remote state", "No stored state was found for the given workspace", "deploy that one first"],
    ["Instance cannot be destroyed", "Resource aws_x.y has lifecycle.prevent_destroy set", "disposable: true"],
    ["creating S3 Bucket", "BucketAlreadyOwnedByYou: ", "npx drydock orphans shop-test"],
    ["creating EC2 Subnet", "api error InvalidSubnet.Conflict: The CIDR '10.0.32.0/20' conflicts", "orphans shop-test"],
    ["creating Security Group", "api error InvalidGroup.Duplicate: web", "npx drydock orphans shop-test"],
    ["Error", "dial tcp 10.0.0.1:443: connect: connection refused", "AWS could not be reached"],
  ])("%s: %s", (summary, detail, words) => expect(said(summary, detail)).toContain(words));

  it("is found in what Terraform prints for people, with lines broken and drawn", () => {
    const printed = [
      "\u001b[31m╷\u001b[0m",
      "│ Error: Error refreshing state: state data in S3 does not have the",
      "│ expected content.",
      "╵",
    ].join("\n");
    expect(remedyOf(printed, subject)).toContain("npx drydock unlock shop-test --repair-digest");
    const locked = ["Error: Error acquiring the state", "lock", ...LOCKED.split("\n")];
    expect(remedyOf(locked.map((line) => `│ ${line}`).join("\n"), subject)).toContain(
      "locked by jane@laptop since 2026-12-01 12:00:00.1 +0000 UTC",
    );
  });

  it("is to unlock, too, where the lock could not be given back", () => {
    const words = said("Error releasing the state lock", "ExpiredToken: The security token … is expired");
    expect(words).toMatch(/log in again.*\nThe lock of shop-test-data could not be given back: `npx drydock unlock/);
    expect(said("Error releasing the state lock")).toMatch(/^The lock of shop-test-data could not/);
  });

  it("is nothing where nothing better is known than what Terraform says", () =>
    expect(said("Invalid value", "The instance type x9 is unknown")).toBeUndefined());

  it("is to look at locks and leftovers when Terraform was killed", () => {
    const outcome = { exitCode: -1, signal: "SIGKILL" as const, stdout: "", stderr: "" };
    const killed = new TerraformError("shop-test-data", "apply", [], outcome);
    expect(killed.message).toContain("Terraform was ended by the signal SIGKILL.");
    expect(remedy(killed, subject)).toContain("npx drydock orphans shop-test");
  });
});
