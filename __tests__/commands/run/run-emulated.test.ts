import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { command } from "../../../commands/verbs/run";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";
import { Project } from "../project";
import { MANIFEST } from "./manifest";

describeEmulated("on the emulated AWS", () => {
  const environment = { ...process.env };
  let emulator: Emulator;
  let project: Project;

  beforeAll(async () => {
    emulator = await startEmulator();
    process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
    process.env["AWS_ACCESS_KEY_ID"] = ACCOUNT;
    process.env["AWS_SECRET_ACCESS_KEY"] = "rehearsal";
    project = new Project(MANIFEST);
  }, 300_000);
  afterAll(async () => {
    process.env = environment;
    project.clear();
    jest.restoreAllMocks();
    await emulator.stop();
  });

  test("a task runs where and as what the service does, with the job's command", async () => {
    const ecs = new ECSClient(emulator.client());
    const ec2 = new EC2Client(emulator.client());
    const { Subnets: subnets } = await ec2.send(new DescribeSubnetsCommand({}));
    const { SecurityGroups: groups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const place = { subnets: [subnets![0]!.SubnetId!], securityGroups: [groups![0]!.GroupId!] };
    await ecs.send(new CreateClusterCommand({ clusterName: "shop-staging" }));
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "shop-staging-web",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "web", image: "app:1" }],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({
        cluster: "shop-staging",
        serviceName: "web",
        taskDefinition: "shop-staging-web",
        desiredCount: 0,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: place },
      }),
    );
    jest.spyOn(process.stderr, "write").mockReturnValue(true);

    await command(1).parseAsync(["shop-staging", "migrate"], { from: "user" });
    expect(process.exitCode).toBeUndefined();

    const inCluster = { cluster: "shop-staging" };
    const { taskArns: tasks } = await ecs.send(new ListTasksCommand({ ...inCluster, startedBy: "drydock" }));
    const described = await ecs.send(new DescribeTasksCommand({ ...inCluster, tasks, include: ["TAGS"] }));
    expect(described.tasks).toEqual([
      expect.objectContaining({
        taskDefinitionArn: taskDefinition!.taskDefinitionArn,
        launchType: "FARGATE",
        lastStatus: "STOPPED",
        tags: [{ key: "Job", value: "migrate" }],
        overrides: {
          containerOverrides: [{ name: "web", command: ["python", "manage.py", "migrate", "--no-input"] }],
        },
      }),
    ]);
    const [{ details }] = described.tasks![0]!.attachments as [{ details: { name: string; value: string }[] }];
    expect(details).toContainEqual({ name: "subnetId", value: place.subnets[0] });
  }, 300_000);
});
