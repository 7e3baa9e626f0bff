import { synthesize } from "./template";

const stacks = synthesize();
const state = stacks["state"]!;

describe("the state bucket", () => {
  it("keeps every version", () => {
    expect(state.one("aws_s3_bucket_versioning")["versioning_configuration"]).toEqual({ status: "Enabled" });
  });

  it("is encrypted", () => {
    const [rule] = state.one("aws_s3_bucket_server_side_encryption_configuration")["rule"];
    expect(rule.apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
  });

  it("is reached over TLS only", () => {
    const statements = JSON.parse(state.one("aws_s3_bucket_policy")["policy"]).Statement;
    expect(statements[0]).toMatchObject({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("blocks every way to make it public", () => {
    expect(state.one("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("is never destroyed", () => {
    expect(state.one("aws_s3_bucket")["lifecycle"]).toEqual({ prevent_destroy: true });
  });
});

describe("the lock table", () => {
  it("can be recovered to any point in time, and is never destroyed", () => {
    expect(state.one("aws_dynamodb_table")).toMatchObject({
      hash_key: "LockID",
      point_in_time_recovery: { enabled: true },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe.each(Object.entries(stacks))("the state of %s", (name, template) => {
  const backend = template.json["terraform"].backend.s3;

  it("is encrypted, and locked in DynamoDB and by a lock file", () => {
    expect(backend).toMatchObject({
      bucket: "drydock-terraform-state",
      dynamodb_table: "drydock-terraform-locks",
      encrypt: true,
      use_lockfile: true,
    });
  });

  it("has a key of its own, in folders by system and environment", () => {
    const { System, Environment, Layer } = template.json["provider"].aws[0].default_tags[0].tags;
    const path = name === "state" ? ["state"] : [System, Environment, Layer].filter(Boolean);
    expect(path.join("-")).toBe(name);
    expect(backend.key).toBe(`${path.join("/")}.tfstate`);
  });
});
