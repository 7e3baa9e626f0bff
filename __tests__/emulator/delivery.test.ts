import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("the emulated delivery services", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("accept a build project that a pipeline feeds", async () => {
    const { project } = await emulator.json("codebuild", "CodeBuild_20161006.CreateProject", {
      name: "probe",
      source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
      artifacts: { type: "CODEPIPELINE" },
      environment: { type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", image: "standard:7.0" },
      serviceRole: `arn:aws:iam::${ACCOUNT}:role/build`,
    });
    expect(project.source).toEqual({ type: "CODEPIPELINE", buildspec: "buildspec.yml" });
  });

  test("answer a CodeDeploy application's creation time as a number, and delete the application", async () => {
    const call = (operation: string) =>
      emulator.json("codedeploy", `CodeDeploy_20141006.${operation}`, {
        applicationName: "probe",
        computePlatform: "ECS",
      });
    await call("CreateApplication");
    expect((await call("GetApplication")).application.createTime).toEqual(expect.any(Number));
    await call("DeleteApplication");
    await expect(call("GetApplication")).rejects.toThrow("does not exist");
  });

  test("have a source connection that waits for its owner", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("codestar-connections", `CodeStar_connections_20191201.${operation}`, body);
    const { ConnectionArn } = await call("CreateConnection", { ConnectionName: "code", ProviderType: "GitHub" });
    const { Connection } = await call("GetConnection", { ConnectionArn });
    expect(Connection).toMatchObject({ ConnectionName: "code", ProviderType: "GitHub", ConnectionStatus: "PENDING" });
  });

  test("accept a pipeline's role that trusts several services, and answer its times as numbers", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("codepipeline", `CodePipeline_20150709.${operation}`, body);
    const role = async (RoleName: string, Service: string[]) => {
      const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } }];
      const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
      const command = { Action: "CreateRole", Version: "2010-05-08", RoleName, AssumeRolePolicyDocument };
      await emulator.query("iam", command);
      return `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
    };
    const stages = ["Source", "Build"].map((name) => ({ name, actions: [] }));
    const pipeline = (name: string, roleArn: string) => ({ pipeline: { name, roleArn, stages } });
    const trusting = await role("trusting", ["codebuild.amazonaws.com", "codepipeline.amazonaws.com"]);
    await call("CreatePipeline", pipeline("good", trusting));
    const { metadata } = await call("GetPipeline", { name: "good" });
    expect(metadata).toMatchObject({ created: expect.any(Number), updated: expect.any(Number) });

    const stranger = await role("stranger", ["codebuild.amazonaws.com"]);
    await expect(call("CreatePipeline", pipeline("bad", stranger))).rejects.toThrow("not authorized");
  });

  test("keep a notification rule", async () => {
    const call = async (path: string, body: object) => {
      const json = { "content-type": "application/json" };
      const response = await emulator.fetch("codestar-notifications", "POST", path, JSON.stringify(body), json);
      return JSON.parse(await response.text());
    };
    const { Arn } = await call("/createNotificationRule", {
      Name: "failed",
      Resource: `arn:aws:codepipeline:us-east-1:${ACCOUNT}:probe`,
      DetailType: "FULL",
      EventTypeIds: ["codepipeline-pipeline-pipeline-execution-failed"],
      Targets: [{ TargetType: "SNS", TargetAddress: `arn:aws:sns:us-east-1:${ACCOUNT}:alarms` }],
    });
    await call("/updateNotificationRule", { Arn, Status: "DISABLED" });
    expect(await call("/describeNotificationRule", { Arn })).toMatchObject({
      Name: "failed",
      Status: "DISABLED",
      EventTypes: [{ EventTypeId: "codepipeline-pipeline-pipeline-execution-failed" }],
      Targets: [{ TargetStatus: "ACTIVE" }],
    });
  });
});
