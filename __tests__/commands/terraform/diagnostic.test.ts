import { formatDiagnostic, parseMessage } from "../../../commands/terraform/diagnostic";

it("keeps Terraform's words and says where it is", () => {
  const text = formatDiagnostic({
    severity: "error",
    summary: "creating S3 Bucket (states): operation error",
    detail: "BucketAlreadyExists: choose\nanother name",
    address: "aws_s3_bucket.states_bucket",
    range: { filename: "cdk.tf.json", start: { line: 12 } },
    snippet: { context: "resource.aws_s3_bucket.states_bucket" },
  });
  expect(text.split("\n")).toEqual([
    "Error: creating S3 Bucket (states): operation error",
    "  with aws_s3_bucket.states_bucket",
    "  on cdk.tf.json line 12, in resource.aws_s3_bucket.states_bucket",
    "  BucketAlreadyExists: choose",
    "  another name",
  ]);
});

it("reads no message from lines that are not of the machine-readable output", () => {
  expect(parseMessage("Acquiring state lock. This may take a few moments...")).toBeUndefined();
  expect(parseMessage("{ broken")).toBeUndefined();
  expect(parseMessage('{"@message":"Plan: 1 to add","type":"change_summary"}')?.["@message"]).toBe("Plan: 1 to add");
});
