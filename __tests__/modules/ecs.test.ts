import { EcsService } from "../../modules/ecs/ecs-service";
import { TaskDefinition } from "../../modules/ecs/task-definition";
import { made } from "./made";

describe("a service", () => {
  const template = made(
    (scope) =>
      new EcsService(scope, "web", {
        name: "web",
        clusterArn: "arn:aws:ecs:eu-central-1:111111111111:cluster/shop",
        taskDefinitionArn: "arn:aws:ecs:eu-central-1:111111111111:task-definition/web:1",
        desiredCount: 2,
        scales: false,
        neverTwo: false,
        subnetIds: ["subnet-1"],
        securityGroupId: "sg-1",
        exec: false,
        steadyWithin: 1200,
      }),
  );
  const service = template.one("aws_ecs_service");

  it("rolls a failing deploy back", () =>
    expect(service["deployment_circuit_breaker"]).toEqual({ enable: true, rollback: true }));
  it("makes the apply wait until it is steady, and fail if it was rolled back", () => {
    expect(service["wait_for_steady_state"]).toBe(true);
    expect(template.data("aws_ecs_service")["lifecycle"].postcondition).toHaveLength(1);
  });
  it("keeps all its tasks while it deploys", () =>
    expect(service).toMatchObject({ deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 200 }));
  it("has no public address", () => expect(service["network_configuration"].assign_public_ip).toBe(false));
  it("allows no ECS Exec", () => expect(service["enable_execute_command"]).toBe(false));
  it("passes its tags on to its tasks, for costs", () => expect(service["propagate_tags"]).toBe("SERVICE"));
});

describe("a task", () => {
  const template = made(
    (scope) =>
      new TaskDefinition(scope, "web", {
        runsOn: "FARGATE",
        name: "shop-web",
        region: "eu-central-1",
        cpu: 256,
        memory: 512,
        architecture: "X86_64",
        executionRoleArn: "arn:aws:iam::111111111111:role/execution",
        taskRoleArn: "arn:aws:iam::111111111111:role/task",
        logGroupName: "/shop/web",
        containers: [
          {
            name: "web",
            image: "web:1",
            environment: { B: "2", A: "1" },
            secrets: {},
            startAfter: {},
            writable: false,
            scratch: ["/tmp"],
            mounts: [],
            essential: true,
            stopTimeout: 30,
          },
        ],
      }),
  );
  const { web } = template.containers();

  it("has a read-only root file system, with scratch folders that can be written", () => {
    expect(web!["readonlyRootFilesystem"]).toBe(true);
    expect(web!["mountPoints"]).toEqual([{ sourceVolume: "web-scratch-0", containerPath: "/tmp", readOnly: false }]);
    expect(template.one("aws_ecs_task_definition")["volume"]).toEqual([{ name: "web-scratch-0" }]);
  });
  it("has an init process that reaps what its children leave", () =>
    expect(web!["linuxParameters"]).toEqual({ initProcessEnabled: true }));
  it("lists its variables in one order, whatever the manifest's", () =>
    expect(web!["environment"].map((variable: { name: string }) => variable.name)).toEqual(["A", "B"]));
  it("leaves old revisions, which ECS rolls back to", () =>
    expect(template.one("aws_ecs_task_definition")["skip_destroy"]).toBe(true));
});
