import { join, resolve } from "node:path";
import { type Arguments, synthesize } from "../../stacks/template";

const service = synthesize(join(resolve(__dirname, "../.."), "fixtures", "everything"))["everything-prod-service"]!;
const template = (name: string) => service.one("aws_launch_template", `ec2_capacities_${name}_template_template`);
const group = (name: string) => service.one("aws_autoscaling_group", `ec2_capacities_${name}_group_group`);
const provider = (name: string) => service.one("aws_ecs_capacity_provider", `ec2_capacities_${name}_provider_provider`);
const tags = (name: string) => ({
  System: "everything",
  Environment: "prod",
  Layer: "service",
  Owner: "tests",
  CostGroup: "everything-prod",
  Name: `everything-prod-${name}-instances`,
});

describe("an instance", () => {
  it("has Amazon's newest image for ECS, in any region", () => {
    expect(template("large")["image_id"]).toBe(
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    );
  });
  it("answers IMDSv2 only, and no container further away than itself", () => {
    expect(template("large")["metadata_options"]).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });
  it("has no key, no public address and no open port", () => {
    expect(template("large")).not.toHaveProperty("key_name");
    expect(template("large")["network_interfaces"]).toMatchObject([{ associate_public_ip_address: "false" }]);
    const rules = Object.values(service.all("aws_vpc_security_group_ingress_rule"));
    const access = "${aws_security_group.ec2_capacities_large_access_group.id}";
    expect(rules.filter((rule) => rule["security_group_id"] === access)).toEqual([]);
  });
  it("has encrypted disks that go with it; a scratch disk where the manifest asks for one", () => {
    const disks = (name: string) =>
      template(name)["block_device_mappings"].map(({ device_name, ebs }: Arguments) => [device_name, ebs.volume_size]);
    expect(disks("large")).toEqual([
      ["/dev/xvda", 30],
      ["/dev/xvdf", 200],
    ]);
    expect(disks("small")).toEqual([["/dev/xvda", 30]]);
    for (const { ebs } of template("large")["block_device_mappings"]) {
      expect(ebs).toMatchObject({ encrypted: "true", delete_on_termination: "true", volume_type: "gp3" });
    }
  });
  it("carries the tags of its environment, as do its disks and network interfaces", () => {
    const specifications: Arguments[] = template("large")["tag_specifications"];
    expect(specifications.map(({ resource_type }) => resource_type)).toEqual([
      "instance",
      "volume",
      "network-interface",
    ]);
    for (const one of specifications) expect(one["tags"]).toEqual(tags("large"));
  });
  it("may join this cluster and take its work, and nothing else", () => {
    const statements = service.statements("ec2_capacities_large_role_policy");
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["FindEcs", ["*"]],
      ["JoinTheCluster", ["${aws_ecs_cluster.ecs_cluster_cluster.arn}"]],
      ["TakeWork", ["arn:aws:ecs:eu-central-1:333333333333:container-instance/everything-prod/*"]],
    ]);
    const actions = statements.flatMap(({ Action }) => Action as string[]);
    expect(actions.filter((action) => !action.startsWith("ecs:"))).toEqual([]);
  });
});

describe("a group of instances", () => {
  it("begins with none, and has no more than the manifest says", () => {
    expect(group("large")).toMatchObject({ min_size: 0, max_size: 3 });
    expect(group("large")).not.toHaveProperty("desired_capacity");
  });
  it("takes Spot instances of any of the types, for the price at the most", () => {
    const { instances_distribution: mix, launch_template: from } = group("large")["mixed_instances_policy"];
    expect(mix).toMatchObject({
      on_demand_base_capacity: 0,
      on_demand_percentage_above_base_capacity: 0,
      spot_allocation_strategy: "price-capacity-optimized",
      spot_max_price: "0.2",
    });
    expect(from.override.map((one: Arguments) => one["instance_type"])).toEqual(["m6i.xlarge", "m5.xlarge"]);
  });
  it("takes instances on demand unless it is said", () => {
    const { instances_distribution: mix } = group("small")["mixed_instances_policy"];
    expect(mix).toMatchObject({ on_demand_percentage_above_base_capacity: 100 });
    expect(mix).not.toHaveProperty("spot_max_price");
  });
  it("protects what ECS has not emptied, and goes with the layer all the same", () => {
    expect(group("large")).toMatchObject({ protect_from_scale_in: true, force_delete: true });
    expect(group("large")["depends_on"]).toContain("aws_ecs_cluster.ecs_cluster_cluster");
  });
  it("hands its tags to its instances", () => {
    const own: Arguments[] = group("large")["tag"];
    expect(Object.fromEntries(own.map(({ key, value }) => [key, value]))).toEqual({
      ...tags("large"),
      AmazonECSManaged: "true",
    });
    expect(own.every(({ propagate_at_launch }) => propagate_at_launch)).toBe(true);
  });
});

describe("a capacity provider", () => {
  it("starts as many instances as tasks need, and drains those that go", () => {
    expect(provider("large")["auto_scaling_group_provider"]).toMatchObject({
      managed_draining: "ENABLED",
      managed_termination_protection: "ENABLED",
      managed_scaling: { status: "ENABLED", target_capacity: 100, maximum_scaling_step_size: 3 },
    });
  });
  it("belongs to the cluster beside Fargate", () => {
    expect(service.one("aws_ecs_cluster_capacity_providers")["capacity_providers"]).toEqual([
      "FARGATE",
      "FARGATE_SPOT",
      "${aws_ecs_capacity_provider.ec2_capacities_large_provider_provider.name}",
      "${aws_ecs_capacity_provider.ec2_capacities_small_provider_provider.name}",
    ]);
  });
});

describe("a service on instances", () => {
  const ecs = service.one("aws_ecs_service", "cruncher_ecs_service");
  it("asks for them in place of Fargate, once the cluster has them, and fills one before it takes another", () => {
    expect(ecs["capacity_provider_strategy"]).toEqual([{ capacity_provider: "everything-prod-large", weight: 1 }]);
    expect(ecs["depends_on"]).toContain("aws_ecs_cluster_capacity_providers.ecs_cluster_capacity");
    expect(ecs["ordered_placement_strategy"]).toEqual([{ type: "binpack", field: "memory" }]);
    expect(ecs["availability_zone_rebalancing"]).toBe("DISABLED");
    expect(ecs).not.toHaveProperty("platform_version");
  });
  it("has a task for instances, with a network interface of its own and scratch folders that Docker keeps", () => {
    const task = service.one("aws_ecs_task_definition", "cruncher_task_definition_task");
    expect(task).toMatchObject({
      requires_compatibilities: ["EC2"],
      network_mode: "awsvpc",
      cpu: "3000",
      memory: "14000",
      volume: [{ name: "cruncher-scratch-0" }],
    });
    expect(JSON.parse(task["container_definitions"])[0].mountPoints).toEqual([
      { sourceVolume: "cruncher-scratch-0", containerPath: "/scratch", readOnly: false },
    ]);
  });
  it("leaves the others on Fargate", () => {
    const idle = service.one("aws_ecs_task_definition", "idle_task_definition_task");
    expect(idle["requires_compatibilities"]).toEqual(["FARGATE"]);
  });
});
