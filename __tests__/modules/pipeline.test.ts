import { BuildProject, type BuildProjectProps } from "../../modules/codepipeline/build-project";
import { Pipeline, type PipelineProps } from "../../modules/codepipeline/pipeline";
import { SourceConnection } from "../../modules/codepipeline/source-connection";
import { PipelineWatch } from "../../modules/eventbridge/pipeline-watch";
import type { Arguments, Template } from "../stacks/template";
import { made } from "./made";

const BOUNDARY = "arn:aws:iam::111111111111:policy/boundary";

/** Who takes the only role of a template, for whom, and how far it goes at most. */
function trust(template: Template): unknown[] {
  const role = template.one("aws_iam_role");
  const [{ Principal, Condition }, ...more] = JSON.parse(role["assume_role_policy"]).Statement;
  return [Principal.Service, Condition, role["permissions_boundary"], ...more];
}

const FOR_US = { StringEquals: { "aws:SourceAccount": "111111111111" } };

describe("a build project", () => {
  const build = (more: Partial<BuildProjectProps> = {}) =>
    made(
      (scope) =>
        new BuildProject(scope, "test", {
          name: "shop-release-test",
          description: "Runs the tests",
          buildspec: "{}",
          docker: false,
          statements: [],
          account: "111111111111",
          permissionsBoundary: BOUNDARY,
          logDays: 90,
          ...more,
        }),
    );
  const template = build();
  const project = template.one("aws_codebuild_project");

  it("is not root of its machine unless it runs Docker", () => {
    const machine = (one: Template) => one.one("aws_codebuild_project")["environment"];
    expect([template, build({ docker: true })].map((one) => machine(one).privileged_mode)).toEqual([false, true]);
  });
  it("writes its own log and may do nothing else", () =>
    expect(template.statements("test_access_policy")).toEqual([
      {
        Sid: "Log",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["${aws_cloudwatch_log_group.test_log_group.arn}:*"],
      },
    ]));
  it("has a log group with a retention, and no other log", () => {
    expect(template.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "/codebuild/shop-release-test",
      retention_in_days: 90,
    });
    expect(project["logs_config"]).toEqual({ cloudwatch_logs: { group_name: "/codebuild/shop-release-test" } });
  });
  it("has a role that CodeBuild takes for this account only, within the boundary", () =>
    expect(trust(template)).toEqual(["codebuild.amazonaws.com", FOR_US, BOUNDARY]));
  it("is made when its role has its permissions", () =>
    expect(project["depends_on"]).toEqual(["aws_iam_role_policy.test_access_policy"]));
  it("takes its steps from here and not from the repository, and runs for a pipeline only", () => {
    expect(project["source"]).toEqual({ type: "CODEPIPELINE", buildspec: "{}" });
    expect(project["artifacts"]).toEqual({ type: "CODEPIPELINE" });
  });
  it("may take as long as CodePipeline waits, which is eight hours", () => expect(project["build_timeout"]).toBe(480));
  it.each([
    [undefined, "LINUX_CONTAINER", "x86_64"],
    ["x86_64", "LINUX_CONTAINER", "x86_64"],
    ["arm64", "ARM_CONTAINER", "aarch64"],
  ] as const)("for the architecture %s has a machine of %s and an image of %s", (architecture, type, image) => {
    const { environment } = build({ architecture }).one("aws_codebuild_project");
    expect(environment).toMatchObject({ type, image: expect.stringContaining(`-${image}-`) });
  });
  it("has no variables but those that it is given", () => {
    const variables = (one: Template) => one.one("aws_codebuild_project")["environment"].environment_variable;
    expect(variables(template)).toEqual([]);
    expect(variables(build({ variables: { REGISTRY: "host" } }))).toEqual([{ name: "REGISTRY", value: "host" }]);
  });
});

describe("a pipeline", () => {
  const run = (name: string, keeps?: boolean) => ({
    name,
    projectName: `shop-${name}`,
    projectArn: `arn:${name}`,
    keeps,
  });
  const pipeline = (more: Partial<PipelineProps> = {}) =>
    made(
      (scope) =>
        new Pipeline(scope, "release", {
          name: "shop-release",
          connectionArn: "arn:connection",
          repository: "acme/shop",
          branch: "release",
          stages: [
            { name: "test", actions: [run("test")] },
            {
              name: "to-prod",
              actions: [
                run("plan-prod", true),
                { name: "approve-prod", message: "Deploy?", link: "#{plan-prod.PLAN_URL}" },
                run("deploy-prod"),
              ],
            },
          ],
          bucketName: "bucket",
          statements: [],
          account: "111111111111",
          permissionsBoundary: BOUNDARY,
          ...more,
        }),
    );
  const template = pipeline();
  const result = template.one("aws_codepipeline");
  const stages = result["stage"] as { name: string; action: Arguments[] }[];
  const [plan, approve, deploy] = stages[2]!.action as [Arguments, Arguments, Arguments];

  it("lets the newest of waiting executions go on, and ends the others", () =>
    expect(result).toMatchObject({ pipeline_type: "V2", execution_mode: "SUPERSEDED" }));
  it("begins with each commit, which builds clone whole", () => {
    expect(stages[0]).toMatchObject({ name: "source", action: [{ name: "source", output_artifacts: ["source"] }] });
    expect(stages[0]!.action[0]!["configuration"]).toMatchObject({
      DetectChanges: "true",
      OutputArtifactFormat: "CODEBUILD_CLONE_REF",
    });
  });
  it("does one thing after the other, and each of the same commit", () => {
    expect(stages.flatMap(({ action }) => action.slice(0, 1)).map((first) => first["run_order"])).toEqual([
      undefined,
      1,
      1,
    ]);
    expect([plan, approve, deploy].map((one) => one["run_order"])).toEqual([1, 2, 3]);
    expect([plan, deploy].map((one) => one["input_artifacts"])).toEqual([["source"], ["source"]]);
  });
  it("keeps what an action says that it keeps, and nothing of others", () => {
    expect(plan).toMatchObject({ namespace: "plan-prod", output_artifacts: ["plan-prod"] });
    for (const other of [approve, deploy]) {
      expect(other).not.toHaveProperty("namespace");
      expect(other).not.toHaveProperty("output_artifacts");
    }
  });
  it("waits for somebody who approves by hand, with a link where there is something to see", () => {
    expect(approve).toMatchObject({ category: "Approval", provider: "Manual" });
    expect(approve["configuration"]).toEqual({
      CustomData: "Deploy?",
      ExternalEntityLink: "#{plan-prod.PLAN_URL}",
    });
    const blind = pipeline({ stages: [{ name: "to-prod", actions: [{ name: "approve-prod", message: "Deploy?" }] }] });
    expect(blind.one("aws_codepipeline")["stage"][1].action[0].configuration).toEqual({ CustomData: "Deploy?" });
  });
  it("starts its own builds and no others", () =>
    expect(template.statements("release_access_policy")).toEqual([
      {
        Sid: "Build",
        Effect: "Allow",
        Action: ["codebuild:StartBuild", "codebuild:BatchGetBuilds", "codebuild:StopBuild"],
        Resource: ["arn:test", "arn:plan-prod", "arn:deploy-prod"],
      },
    ]));
  it("has a role that CodePipeline takes for this account only, within the boundary", () =>
    expect(trust(template)).toEqual(["codepipeline.amazonaws.com", FOR_US, BOUNDARY]));
  it("is made when its role has its permissions", () =>
    expect(result["depends_on"]).toEqual(["aws_iam_role_policy.release_access_policy"]));
  it("keeps its artifacts in the one bucket that it is given", () =>
    expect(result["artifact_store"]).toEqual([{ location: "bucket", type: "S3" }]));
});

describe("the watch over a pipeline", () => {
  const watch = (pipeline: string) =>
    made(
      (scope) =>
        new PipelineWatch(scope, "watch", {
          pipeline,
          region: "eu-central-1",
          subscriptions: [{ protocol: "email", endpoint: "ops@example.org" }],
        }),
    );
  const template = watch("shop-release");
  const patterns = Object.values(template.all("aws_cloudwatch_event_rule")).map((rule) =>
    JSON.parse(rule["event_pattern"]),
  );

  it("tells of executions that failed and of those that wait for an approval", () =>
    expect(patterns.map(({ detail }) => [detail.state, detail.type?.category])).toEqual([
      [["FAILED"], undefined],
      [["STARTED"], ["Approval"]],
    ]));
  it("tells of its own pipeline only", () =>
    expect(patterns.map(({ detail }) => detail.pipeline)).toEqual([["shop-release"], ["shop-release"]]));
  it("says what happened and where to look", () => {
    const texts = Object.values(template.all("aws_cloudwatch_event_target")).map(({ input_transformer }) => [
      input_transformer.input_paths,
      JSON.parse(input_transformer.input_template),
    ]);
    const page =
      "https://eu-central-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-release/executions/";
    expect(texts).toEqual([
      [{ execution: "$.detail.execution-id" }, `The pipeline shop-release failed: ${page}<execution>`],
      [{ execution: "$.detail.execution-id" }, `The pipeline shop-release waits for approval: ${page}<execution>`],
    ]);
  });
  it("tells those who are named, and lets nobody but EventBridge tell them", () => {
    expect(template.one("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.org",
    });
    const [statement, ...more] = JSON.parse(template.one("aws_sns_topic_policy")["policy"]).Statement;
    expect(more).toEqual([]);
    expect(statement).toMatchObject({ Principal: { Service: "events.amazonaws.com" }, Action: ["sns:Publish"] });
  });
  it("keeps names of rules within 64 characters, and apart", () => {
    const names = [`shop-${"a".repeat(60)}`, `shop-${"a".repeat(61)}`].flatMap((name) =>
      Object.values(watch(name).all("aws_cloudwatch_event_rule")).map((rule) => rule["name"] as string),
    );
    expect(new Set(names).size).toBe(4);
    expect(names.filter((name) => name.length > 64)).toEqual([]);
  });
});

describe("a connection to a repository's host", () => {
  const connection = (name: string) =>
    made((scope) => new SourceConnection(scope, "github", { name, provider: "GitHub" })).one(
      "aws_codestarconnections_connection",
    );

  it("has no secret: its owner accepts it in the console", () =>
    expect(connection("shop-github")).toMatchObject({ name: "shop-github", provider_type: "GitHub" }));
  it("keeps its name within 32 characters, and apart from others", () => {
    const names = ["a", "b"].map((end) => connection(`shop-${"a".repeat(28)}${end}-github`)["name"] as string);
    expect(names.filter((name) => name.length > 32)).toEqual([]);
    expect(new Set(names).size).toBe(2);
  });
});
