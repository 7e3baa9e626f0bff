import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("an ECS service", () => {
  const cluster = "harbour";
  let emulator: Emulator;
  let ecs: ECSClient;

  beforeAll(async () => {
    emulator = await startEmulator();
    ecs = new ECSClient(emulator.client());
    await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  });
  afterAll(() => emulator.stop());
  afterEach(() => fetch(`${emulator.endpoint}/_drydock/failing-images`, { method: "DELETE" }));

  const failImages = (contains: string) =>
    fetch(`${emulator.endpoint}/_drydock/failing-images`, { method: "POST", body: JSON.stringify({ contains }) });
  const register = async (image: string) => {
    const containerDefinitions = [{ name: "web", image, memory: 128 }];
    const answer = await ecs.send(new RegisterTaskDefinitionCommand({ family: "web", containerDefinitions }));
    return answer.taskDefinition!.taskDefinitionArn!;
  };
  const create = (serviceName: string, taskDefinition: string, more: Partial<CreateServiceCommandInput> = {}) =>
    ecs.send(new CreateServiceCommand({ cluster, serviceName, taskDefinition, desiredCount: 2, ...more }));
  const update = (service: string, taskDefinition: string) =>
    ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition }));
  const describeService = async (name: string) =>
    (await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }))).services![0]!;
  const deployments = async (service: string) =>
    (await ecs.send(new ListServiceDeploymentsCommand({ cluster, service }))).serviceDeployments!;

  const breaker = (rollback: boolean) => ({
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
  });

  test("answers with what it was created with", async () => {
    const subnets = [/subnet-[0-9a-f]+/.exec(await emulator.query("ec2", { Action: "DescribeSubnets" }))![0]];
    const asked: Partial<CreateServiceCommandInput> = {
      availabilityZoneRebalancing: "ENABLED",
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 2, weight: 0 },
        { capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 },
      ],
      enableECSManagedTags: true,
      enableExecuteCommand: true,
      healthCheckGracePeriodSeconds: 90,
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [], assignPublicIp: "DISABLED" } },
      platformVersion: "1.4.0",
      propagateTags: "SERVICE",
      serviceRegistries: [{ registryArn: "arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1" }],
    };
    await create("faithful", await register("nginx:1"), { ...asked, ...breaker(true) });

    const service = await describeService("faithful");
    expect(service).toMatchObject(asked);
    expect(service.launchType).toBeUndefined();
    expect(service.deploymentConfiguration).toEqual({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    });
  });

  test("keeps what an update does not speak of", async () => {
    await create("kept", await register("nginx:1"), { enableExecuteCommand: true, ...breaker(true) });
    await ecs.send(new UpdateServiceCommand({ cluster, service: "kept", desiredCount: 5 }));

    expect(await describeService("kept")).toMatchObject({
      enableExecuteCommand: true,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      runningCount: 5,
    });
  });

  test("runs its desired count in one completed deployment", async () => {
    await create("steady", await register("nginx:1"), { desiredCount: 3 });

    const service = await describeService("steady");
    expect(service).toMatchObject({ runningCount: 3, pendingCount: 0 });
    expect(service.deployments).toEqual([
      expect.objectContaining({ status: "PRIMARY", rolloutState: "COMPLETED", runningCount: 3 }),
    ]);
  });

  test("is back at the previous task definition when the circuit breaker rolled back", async () => {
    const good = await register("nginx:1");
    await create("reverted", good, breaker(true));
    await failImages("broken");
    await update("reverted", await register("nginx:broken"));

    const service = await describeService("reverted");
    expect(service).toMatchObject({ taskDefinition: good, runningCount: 2 });
    expect(service.deployments).toEqual([
      expect.objectContaining({ taskDefinition: good, rolloutState: "COMPLETED", runningCount: 2 }),
    ]);
    expect((await deployments("reverted"))[0]).toMatchObject({
      status: "ROLLBACK_SUCCESSFUL",
      statusReason: expect.stringContaining("tasks failed to start"),
    });
  });

  test("takes the new task definition once its image is healthy again", async () => {
    await create("mended", await register("nginx:1"), breaker(true));
    await failImages("broken");
    const next = await register("nginx:broken");
    await update("mended", next);
    await fetch(`${emulator.endpoint}/_drydock/failing-images`, { method: "DELETE" });
    await update("mended", next);

    expect(await describeService("mended")).toMatchObject({ taskDefinition: next, runningCount: 2 });
  });

  test("stays failed when its first deployment fails: there is nothing to roll back to", async () => {
    await failImages("broken");
    const taskDefinition = await register("nginx:broken");
    await create("stillborn", taskDefinition, breaker(true));

    const service = await describeService("stillborn");
    expect(service).toMatchObject({ taskDefinition, runningCount: 0, desiredCount: 2 });
    expect(service.deployments).toEqual([expect.objectContaining({ rolloutState: "FAILED", runningCount: 0 })]);
  });

  test("without a circuit breaker stays in progress, the old tasks running", async () => {
    await create("stuck", await register("nginx:1"));
    await failImages("broken");
    await update("stuck", await register("nginx:broken"));

    const service = await describeService("stuck");
    expect(service.runningCount).toBe(2);
    expect(service.deployments!.map((d) => [d.status, d.rolloutState, d.runningCount])).toEqual([
      ["PRIMARY", "IN_PROGRESS", 0],
      ["ACTIVE", "COMPLETED", 2],
    ]);
  });

  test("is not told apart by an empty text of a failing image", async () => {
    expect((await failImages("")).status).toBe(400);
  });
});
