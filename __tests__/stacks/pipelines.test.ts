import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { type Arguments, synthesize } from "./template";

const EVERYTHING = resolve(__dirname, "../fixtures/everything");
const layers = synthesize(EVERYTHING);
const template = layers["everything-pipelines"]!;

const pipeline = (name: string) => template.one("aws_codepipeline", `${name}_pipeline`);
const stage = (of: string, name: string) =>
  (pipeline(of)["stage"] as Arguments[]).find((one) => one["name"] === name)!["action"] as Arguments[];
const project = (name: string) => template.one("aws_codebuild_project", `${name}_project`);

/** A build's steps, as Terraform hands them to CodeBuild. */
function buildspecOf({ source }: Arguments): Arguments {
  expect(source.buildspec.replaceAll("$${", "")).not.toMatch(/[$%]\{/);
  return JSON.parse(source.buildspec.replaceAll("$${", "${"));
}

const steps = (name: string) => buildspecOf(project(name));
const statements = (name: string) => template.statements(`${name}_access_policy`);
const allowed = (name: string) => statements(name).flatMap(({ Action }) => Action as string[]);

/** Every list of commands of every build project. */
const COMMANDS = Object.entries(template.all("aws_codebuild_project")).flatMap(([name, made]) =>
  Object.entries(buildspecOf(made)["phases"] as Record<string, { commands?: string[] }>).map(
    ([phase, { commands = [] }]) => [`${name} ${phase}`, commands.join("\n")] as const,
  ),
);

describe("a pipeline", () => {
  it("goes from a commit through tests and images to one environment after the other", () => {
    expect((pipeline("release")["stage"] as Arguments[]).map(({ name }) => name)).toEqual([
      "source",
      "test",
      "images",
      "to-test",
      "to-prod",
      "to-switch",
    ]);
  });

  it("begins with each commit of its branch, which builds clone with the modes of its files", () => {
    expect(stage("release", "source")[0]!["configuration"]).toEqual({
      ConnectionArn: "${aws_codestarconnections_connection.connection_bitbucket_connection.arn}",
      FullRepositoryId: "example/everything",
      BranchName: "release",
      DetectChanges: "true",
      OutputArtifactFormat: "CODEBUILD_CLONE_REF",
    });
  });

  it("lets the newest of waiting executions go on", () => {
    expect(pipeline("release")).toMatchObject({ pipeline_type: "V2", execution_mode: "SUPERSEDED" });
  });

  it("deploys to what is thrown away without asking, and asks before what is guarded, with the plan", () => {
    expect(stage("release", "to-test").map(({ name }) => name)).toEqual(["deploy-test"]);
    const [plan, approve, deploy] = stage("release", "to-prod");
    expect([plan, approve, deploy].map((one) => one!["run_order"])).toEqual([1, 2, 3]);
    expect(plan).toMatchObject({ name: "plan-prod", namespace: "plan-prod", output_artifacts: ["plan-prod"] });
    expect(approve!["configuration"]).toEqual({
      CustomData: "Deploy #{source.CommitId} of #{source.BranchName} to everything-prod? #{plan-prod.PLAN_SUMMARY}",
      ExternalEntityLink: "#{plan-prod.PLAN_URL}",
    });
    expect(steps("release_plan-prod")["env"]["exported-variables"]).toEqual(["PLAN_URL", "PLAN_SUMMARY"]);
  });

  it("deploys the colour that is not live first, and switches after another approval", () => {
    expect(steps("release_deploy-prod")["env"].variables).toMatchObject({ DRYDOCK_LIVE: "keep" });
    expect(steps("release_plan-prod")["env"].variables).toMatchObject({ DRYDOCK_LIVE: "keep" });
    expect(steps("release_deploy-switch")["env"].variables).not.toHaveProperty("DRYDOCK_LIVE");
    const [approve] = stage("release", "to-switch");
    expect(approve!["configuration"]).toEqual({
      CustomData: "Deploy #{source.CommitId} of #{source.BranchName} to everything-prod?",
    });
  });

  it("does not ask where it is told not to, and uses a connection that is there", () => {
    expect(stage("hotfix", "to-now").map(({ name }) => name)).toEqual(["deploy-now"]);
    expect(stage("hotfix", "source")[0]!["configuration"].ConnectionArn).toMatch(/^arn:aws:codeconnections:/);
    expect(Object.keys(template.all("aws_codestarconnections_connection"))).toHaveLength(1);
  });

  it("runs the jobs that come after a deploy, in their order", () => {
    expect(steps("release_deploy-prod")["phases"].build.commands.at(-1)).toBe(
      "node build/commands/drydock.js run everything-prod migrate nightly",
    );
    expect(steps("hotfix_deploy-now")["phases"].build.commands).toHaveLength(1);
  });

  it("runs Docker only where it is needed", () => {
    const privileged = Object.entries(template.all("aws_codebuild_project")).flatMap(([name, { environment }]) =>
      environment.privileged_mode ? [name] : [],
    );
    expect(privileged).toEqual(["hotfix_images_project", "release_images_project", "release_test_project"]);
  });

  it("has names that nothing of an environment and no step of another pipeline has", () => {
    const types = ["codepipeline", "codebuild_project", "iam_role", "sns_topic", "cloudwatch_event_rule"];
    const names = types.flatMap((type) => Object.values(template.all(`aws_${type}`)).map(({ name }) => name as string));
    expect(names).toEqual(expect.arrayContaining(["everything_release", "everything_release_deploy-prod"]));
    expect(names.filter((name) => !/^everything_[a-z-]+(_[a-z-]+)?$/.test(name))).toEqual([]);
    expect(template.one("aws_s3_bucket")["bucket"]).toBe("everything-pipelines--333333333333");
  });

  it("is in no system without pipelines", () => {
    expect(Object.keys(synthesize(undefined, "sliderule-test"))).not.toContain("sliderule-pipelines");
  });
});

describe("what a pipeline may do", () => {
  const READS = [
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "codestar-connections:UseConnection",
    "codeconnections:UseConnection",
    "s3:GetObject",
    "s3:GetObjectVersion",
  ];

  it("is, for tests, to read the commit and to write a log", () => expect(allowed("release_test")).toEqual(READS));

  it("is, for a deploy, to take the one role that the manifest names", () => {
    expect(allowed("release_deploy-prod")).toEqual([...READS, "sts:AssumeRole"]);
    expect(statements("release_deploy-prod").at(-1)).toMatchObject({
      Resource: ["arn:aws:iam::333333333333:role/deploy-prod"],
    });
  });

  it("is, for a plan, to take a role of its own and to keep what it found", () => {
    expect(allowed("release_plan-prod")).toEqual([...READS, "sts:AssumeRole", "s3:PutObject"]);
    expect(JSON.stringify(statements("release_plan-prod"))).not.toContain("deploy-prod");
  });

  it("names no connection of the repository's host but for reading the one repository", () => {
    for (const name of Object.keys(template.all("aws_codebuild_project"))) {
      const uses = statements(name.replace(/_project$/, "")).filter(({ Action }) => /UseConnection/.test(Action));
      expect(uses.map(({ Condition }) => Condition)).toEqual(
        ["codestar-connections", "codeconnections"].map((prefix) => ({
          StringEquals: { [`${prefix}:FullRepositoryId`]: "example/everything" },
          StringEqualsIfExists: { [`${prefix}:ProviderPermissionsRequired`]: "read_only" },
        })),
      );
    }
  });

  it("is, for images, to push the system's own and to keep the state of that layer", () => {
    const resources = statements("release_images").flatMap(({ Sid, Resource }) => (Sid === "SignIn" ? [] : Resource));
    expect(resources).not.toContain("*");
    expect(resources).toContain("arn:aws:ecr:eu-central-1:333333333333:repository/everything/*");
    expect(resources.filter((arn: string) => arn.includes("tfstate"))).toEqual([
      "arn:aws:s3:::everything-terraform-state/everything/registry.tfstate",
      "arn:aws:s3:::everything-terraform-state/everything/images.tfstate",
      "arn:aws:s3:::everything-terraform-state/everything/images.tfstate.tflock",
    ]);
  });

  it("changes no IAM and names no secret", () => {
    const all = Object.keys(template.all("aws_iam_role_policy")).flatMap((name) => template.statements(name));
    expect(
      all.flatMap(({ Action }) => Action as string[]).filter((action) => /^(iam|secretsmanager):/.test(action)),
    ).toEqual([]);
  });

  it("is the services' to take for their own account only", () => {
    for (const role of Object.values(template.all("aws_iam_role"))) {
      expect(JSON.parse(role["assume_role_policy"]).Statement[0].Condition).toEqual({
        StringEquals: { "aws:SourceAccount": "333333333333" },
      });
    }
  });
});

describe("what a pipeline keeps", () => {
  it("is encrypted, private, versioned, over TLS only, guarded, and gone after 30 days", () => {
    const rules = template.one("aws_s3_bucket_lifecycle_configuration")["rule"] as Arguments[];
    expect(rules.map((rule) => rule["expiration"]?.[0] ?? rule["noncurrent_version_expiration"]?.[0])).toEqual([
      undefined,
      { days: 30 },
      { noncurrent_days: 30 },
    ]);
    expect(template.one("aws_s3_bucket_versioning")["versioning_configuration"].status).toBe("Enabled");
    expect(template.one("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const [encryption] = template.one("aws_s3_bucket_server_side_encryption_configuration")["rule"];
    expect(encryption.apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
    expect(template.one("aws_s3_bucket")["lifecycle"].prevent_destroy).toBe(true);
    const sids = JSON.parse(template.one("aws_s3_bucket_policy")["policy"]).Statement.map(({ Sid }: Arguments) => Sid);
    expect(sids).toEqual(["TlsOnly", "Tls12OrLater"]);
  });

  it("are logs of 90 days", () => {
    const groups = Object.values(template.all("aws_cloudwatch_log_group"));
    expect(groups.map((group) => group["retention_in_days"])).toEqual(groups.map(() => 90));
  });
});

describe("people", () => {
  it("are told of failures and of what waits for them", () => {
    const patterns = Object.values(template.all("aws_cloudwatch_event_rule")).map(({ event_pattern }) =>
      JSON.parse(event_pattern),
    );
    expect(patterns).toEqual([
      {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: { pipeline: ["everything_release"], state: ["FAILED"] },
      },
      {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { pipeline: ["everything_release"], state: ["STARTED"], type: { category: ["Approval"] } },
      },
    ]);
    expect(template.one("aws_sns_topic_subscription")["endpoint"]).toBe("operators@everything.example.org");
  });
});

describe("the commands", () => {
  it.each(COMMANDS)("of %s are sound bash", (_name, commands) => {
    execFileSync("shellcheck", ["--shell=bash", "-"], { input: commands });
  });
});
