import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApplyNote, inDoubt, inDoubtOf } from "../../../commands/terraform/unsure-apply";

const error = (summary: string, address?: string) => ({ severity: "error" as const, summary, address });

describe("what may be in AWS and in no state after an apply that has ended", () => {
  it.each([
    "creating EC2 VPC Endpoint (com.amazonaws.us-west-2.s3): operation error EC2: CreateVpcEndpoint, context canceled",
    "creating EC2 VPC: request send failed, read: connection reset by peer",
    "creating EC2 EIP: operation error EC2: AllocateAddress, StatusCode: 0, EOF",
  ])("is what no answer was heard of: %s", (summary) =>
    expect(inDoubt([error(summary, "aws_x.y"), error(summary, "aws_x.y")])).toEqual(["aws_x.y"]),
  );

  it.each([
    "waiting for EC2 VPC Endpoint (com.amazonaws.us-west-2.s3) create: context canceled",
    "reading Route in Route Table (rtb-1) with destination (0.0.0.0/0): context canceled",
    "updating SSM Parameter (/p1): context canceled",
    "creating S3 Bucket (files): BucketAlreadyExists",
    "execution halted",
  ])("is not what the state has, or AWS has refused: %s", (summary) =>
    expect(inDoubt([error(summary, "aws_x.y")])).toEqual([]),
  );

  it("is no resource where the state itself could not be reached", () =>
    expect(inDoubt([error("failed checking for existing remote state: connection refused")])).toEqual([]));

  it("is found in what Terraform prints for people", () => {
    const printed = [
      "aws_vpc.main: Creating...",
      "Error: execution halted",
      "Error: creating EC2 VPC: operation error EC2: CreateVpc, context",
      "canceled",
      "",
      "  with aws_vpc.main,",
      "  on cdk.tf.json line 12",
    ].join("\n");
    expect(inDoubtOf(printed)).toEqual(["aws_vpc.main"]);
    expect(inDoubtOf(printed.replace("creating", "waiting for"))).toEqual([]);
  });
});

describe("the note of an apply", () => {
  const root = mkdtempSync(join(tmpdir(), "drydock-test-"));
  const note = new ApplyNote(root, "shop-test-data");
  afterAll(() => rmSync(root, { recursive: true }));

  it("keeps the next one from beginning, until orphans were looked for", () => {
    expect(note.refusal("shop-test")).toBeUndefined();
    note.begin();
    expect(() => note.refuse("shop-test")).toThrow(/^An apply of shop-test-data, .*: npx drydock orphans shop-test$/);
    note.end();
    expect(existsSync(note.file)).toBe(false);
    note.refuse("shop-test");
  });
});
