import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("tags", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("of a scalable target are those it was registered and tagged with", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("application-autoscaling", `AnyScaleFrontendService.${operation}`, body);
    await emulator.json("ecs", "AmazonEC2ContainerServiceV20141113.CreateCluster", { clusterName: "c" });
    const service = { cluster: "c", serviceName: "s", desiredCount: 1 };
    await emulator.json("ecs", "AmazonEC2ContainerServiceV20141113.CreateService", service);
    const { ScalableTargetARN: ResourceARN } = await call("RegisterScalableTarget", {
      ServiceNamespace: "ecs",
      ResourceId: "service/c/s",
      ScalableDimension: "ecs:service:DesiredCount",
      MinCapacity: 1,
      MaxCapacity: 2,
      Tags: { system: "probe", owner: "nobody" },
    });
    await call("TagResource", { ResourceARN, Tags: { layer: "service" } });
    await call("UntagResource", { ResourceARN, TagKeys: ["owner"] });

    const { Tags } = await call("ListTagsForResource", { ResourceARN });
    expect(Tags).toEqual({ system: "probe", layer: "service" });
  });

  test("of a budget are those it was created with", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("budgets", `AWSBudgetServiceGateway.${operation}`, { AccountId: ACCOUNT, ...body });
    const limit = { BudgetLimit: { Amount: "100", Unit: "USD" }, TimeUnit: "MONTHLY", BudgetType: "COST" };
    const ResourceTags = [{ Key: "system", Value: "probe" }];
    await call("CreateBudget", { Budget: { BudgetName: "monthly", ...limit }, ResourceTags });

    const ResourceARN = `arn:aws:budgets::${ACCOUNT}:budget/monthly`;
    expect(await call("ListTagsForResource", { ResourceARN })).toEqual({ ResourceTags });
  });
});
