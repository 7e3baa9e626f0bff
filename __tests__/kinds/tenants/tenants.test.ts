import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arguments, synthesize, type Template } from "../../stacks/template";

const folder = mkdtempSync(join(tmpdir(), "tenants-"));
const manifest = join(folder, "deployments/everything.yaml");
cpSync(join(__dirname, "../../fixtures/everything"), folder, { recursive: true });
const written = readFileSync(manifest, "utf8");
afterAll(() => rmSync(folder, { recursive: true }));

/** The fixture's stacks with one passage of its manifest replaced. */
function changed(passage: string, replacement: string): Record<string, Template> {
  if (written.split(passage).length !== 2) throw new Error(`"${passage}" is not in the manifest exactly once`);
  writeFileSync(
    manifest,
    written.replace(passage, () => replacement),
  );
  return synthesize(folder);
}

const stacks = synthesize(folder);
const data = stacks["everything-prod-data"]!;
const text = ({ json }: Template) => JSON.stringify(json);

/** Addresses of a stack's resources, each with its arguments. */
const resources = (stack: Template): Map<string, string> =>
  new Map(
    Object.entries(stack.json["resource"] as Record<string, Arguments>).flatMap(([type, all]) =>
      Object.entries(all).map(([name, args]) => [`${type}.${name}`, JSON.stringify(args)] as const),
    ),
  );

describe("a new tenant", () => {
  const more = changed(
    "      cargo:     { state: archived }\n",
    "      cargo:     { state: archived }\n      delta:     {}\n",
  );

  it("changes no stack but the data of the environments that have it", () => {
    expect(Object.keys(more)).toEqual(Object.keys(stacks));
    const different = Object.keys(stacks).filter((name) => text(more[name]!) !== text(stacks[name]!));
    expect(different.sort()).toEqual(["everything-prod-data", "everything-test-data"]);
  });

  it("adds what is its own there, and changes nothing else", () => {
    const [before, after] = [resources(data), resources(more["everything-prod-data"]!)];
    expect([...before].filter(([address, args]) => after.get(address) !== args)).toEqual([]);
    expect([...after.keys()].filter((address) => !before.has(address)).sort()).toEqual([
      "aws_s3_bucket.corporations_delta_files_bucket",
      "aws_s3_bucket_lifecycle_configuration.corporations_delta_files_lifecycle",
      "aws_s3_bucket_ownership_controls.corporations_delta_files_ownership",
      "aws_s3_bucket_policy.corporations_delta_files_policy",
      "aws_s3_bucket_public_access_block.corporations_delta_files_public-access-block",
      "aws_s3_bucket_server_side_encryption_configuration.corporations_delta_files_encryption",
      "aws_s3_bucket_versioning.corporations_delta_files_versioning",
      "aws_s3_object.corporations_delta_entry_object",
      "aws_secretsmanager_secret.corporations_delta_login_secret",
      "aws_secretsmanager_secret_version.corporations_delta_login_first-value",
    ]);
    const { "//": _a, resource: _b, ephemeral: random, ...rest } = more["everything-prod-data"]!.json;
    const { "//": _c, resource: _d, ephemeral: known, ...others } = data.json;
    expect(rest).toEqual(others);
    const { "corporations_delta_login_random-password": own, ...passwords } = random.aws_secretsmanager_random_password;
    expect(own).toBeDefined();
    expect(passwords).toEqual(known.aws_secretsmanager_random_password);
  });
});

it("leaves all stacks of the others as they are when there is a new environment", () => {
  const more = changed("environments:\n  test:\n", "environments:\n  extra: { domain: extra.example.org }\n  test:\n");
  const own = Object.keys(more).filter((name) => !(name in stacks));
  expect(own.sort()).toEqual(["data", "network", "operations", "service"].map((layer) => `everything-extra-${layer}`));
  expect(Object.keys(stacks).filter((name) => text(more[name]!) !== text(stacks[name]!))).toEqual([]);
});

describe("a tenant", () => {
  const entry = (name: string) => JSON.parse(data.one("aws_s3_object", `corporations_${name}_entry_object`)["content"]);
  const rules = (name: string): Arguments[] =>
    data.one("aws_s3_bucket_lifecycle_configuration", `corporations_${name}_files_lifecycle`)["rule"];

  it("is listed with its state, its bucket, its secret, and its settings over those of all", () => {
    expect(entry("bravo-two")).toEqual({
      tenant: "bravo-two",
      state: "inactive",
      bucket: "everything-prod--corporations--bravo-two-333333333333",
      secret: "everything/prod/corporations/bravo-two",
      settings: { width: 1024, note: "100 %%{x}" },
    });
    expect(data.one("aws_s3_object", "corporations_acme_entry_object")).toMatchObject({
      bucket: "${aws_s3_bucket.corporations_bucket.bucket}",
      key: "acme.json",
    });
  });

  it("has all that costs money tagged with its name", () => {
    expect(data.one("aws_s3_bucket", "corporations_acme_files_bucket")).toMatchObject({
      bucket: entry("acme").bucket,
      tags: { Tenant: "acme" },
    });
    expect(data.one("aws_secretsmanager_secret", "corporations_acme_login_secret")).toMatchObject({
      name: entry("acme").secret,
      tags: { Tenant: "acme" },
    });
  });

  it("has a login whose password no state sees", () => {
    const version = data.one("aws_secretsmanager_secret_version", "corporations_bravo-two_login_first-value");
    const password = "ephemeral.aws_secretsmanager_random_password.corporations_bravo-two_login_random-password";
    expect(version).not.toHaveProperty("secret_string");
    expect(version["secret_string_wo"]).toBe(
      `\${jsonencode({ "engine" = "mysql", "host" = aws_rds_cluster.shop_cluster.endpoint, "port" = "3306", "dbname" = "bravo_two", "username" = "bravo_two", "password" = ${password}.random_password })}`,
    );
  });

  it("has its objects moved and expired as the group says, also while it is inactive", () => {
    for (const name of ["acme", "bravo-two"]) {
      expect(rules(name).map(({ id }) => id)).toEqual(["unfinished-uploads", "tiers", "expire", "old-versions"]);
    }
  });

  it("that is archived has everything moved to Glacier, and nothing deleted ever", () => {
    expect(rules("cargo").map(({ id }) => id)).toEqual(["unfinished-uploads", "archive"]);
    expect(rules("cargo")[1]).toEqual({
      id: "archive",
      status: "Enabled",
      filter: [{ prefix: "" }],
      transition: [{ days: 0, storage_class: "GLACIER" }],
      noncurrent_version_transition: [{ noncurrent_days: 1, storage_class: "GLACIER" }],
    });
    expect(JSON.stringify(rules("cargo"))).not.toMatch(/expiration/);
  });

  it("refuses to be destroyed, unless the environment is disposable", () => {
    const kept = (stack: string) =>
      ["aws_s3_bucket.corporations_acme_files_bucket", "aws_secretsmanager_secret.corporations_acme_login_secret"].map(
        (address) => {
          const [type, name] = address.split(".") as [string, string];
          return stacks[stack]!.one(type, name)["lifecycle"].prevent_destroy;
        },
      );
    expect(kept("everything-prod-data")).toEqual([true, true]);
    expect(kept("everything-test-data")).toEqual([false, false]);
  });

  it("of a group without a server has no login", () => {
    const { secret } = JSON.parse(data.one("aws_s3_object", "clubs_chess_entry_object")["content"]);
    expect(secret).toBeUndefined();
    expect(data.addresses().filter((address) => address.includes("clubs_chess_login"))).toEqual([]);
  });
});
