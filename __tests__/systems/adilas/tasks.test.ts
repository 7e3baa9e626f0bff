import { readFileSync } from "node:fs";
import { join } from "node:path";
import { of, ROOT, STACKS } from "./adilas";
import { before, changed } from "./changes";

describe("what runs by the clock", () => {
  const service = of("data1", "service");
  const text = (path: string) => readFileSync(join(ROOT, "docker/adilas/lucee", path), "utf8");

  it("is a page, each night of Denver, in a task of its own", () => {
    const schedule = service.one("aws_scheduler_schedule", "scheduled_jobs_queue-clean-up_schedule");
    expect(schedule).toMatchObject({
      schedule_expression: "cron(0 1 * * ? *)",
      schedule_expression_timezone: "America/Denver",
      target: {
        ecs_parameters: { task_definition_arn: "${aws_ecs_task_definition.scheduled_task_definition_task.arn}" },
      },
    });
    expect(JSON.parse(schedule["target"].input).containerOverrides).toEqual([
      { name: "scheduled", command: ["page", "/scheduled/queue-clean-up.cfm"] },
    ]);
  });

  it("runs no task besides, receives no request, and has no name", () => {
    expect(service.one("aws_ecs_service", "scheduled_ecs_service")).toMatchObject({ desired_count: 0 });
    expect(service.one("aws_ecs_service", "scheduled_ecs_service")).not.toHaveProperty("load_balancer");
    expect(service.one("aws_ecs_service", "scheduled_ecs_service")).not.toHaveProperty("service_registries");
    const into = Object.values(service.all("aws_vpc_security_group_ingress_rule")).map(({ security_group_id }) =>
      String(security_group_id),
    );
    expect(into.filter((group) => group.includes("lucee-blue"))).not.toEqual([]);
    expect(into.filter((group) => group.includes("scheduled"))).toEqual([]);
  });

  it("is what the live colour is: its image, its database, its files", () => {
    const container = (name: string) =>
      JSON.parse(service.one("aws_ecs_task_definition", `${name}_task_definition_task`)["container_definitions"])[0];
    const live = container("lucee-blue");
    expect(container("scheduled")).toMatchObject({ image: live.image, secrets: live.secrets });
    expect(container("scheduled").environment).toEqual(
      [...live.environment, { name: "PAGE_SECONDS", value: "3000" }].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it("is not found from outside, on any host, before any other rule", () => {
    const [first] = Object.values(service.all("aws_lb_listener_rule")).filter(({ priority }) => priority === 1);
    expect(first).toMatchObject({
      condition: [{ path_pattern: { values: expect.arrayContaining(["/scheduled", "/scheduled/*"]) } }],
      action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
    });
    expect(first!["condition"]).toHaveLength(1);
  });

  it("has its page in the image without adilas's code, which may take as long as `page` waits", () => {
    expect(text("welcome/scheduled/queue-clean-up.cfm")).toContain("requestTimeout=3000");
  });

  it("is the sync with states too, in stacks that have adilas's page for it; each ends before the next begins", () => {
    const more = changed((manifest) =>
      manifest.replace("data2:\n    modules: {", "data2:\n    modules: { stateSync: true,"),
    );
    expect(before["adilas-data2-service"]).not.toContain("state-sync");
    const data2 = JSON.parse(more["adilas-data2-service"]!);
    const schedule = data2.resource.aws_scheduler_schedule["scheduled_jobs_state-sync_schedule"];
    expect(schedule).toMatchObject({ schedule_expression: "rate(1 hour)" });
    expect(schedule.target.input).toContain('["page","/scheduled/state-sync.cfm"]');
    const [, start] = /PAGE_START_SECONDS:-(\d+)/.exec(text("page.sh"))!;
    // 3,000 s for the page, half a minute for Tomcat to end.
    expect(Number(start) + 3000 + 30).toBeLessThan(3600);
  });
});

describe("the third colour, for work that destroys data", () => {
  const service = of("data0", "service");
  const [lucee] = JSON.parse(
    service.one("aws_ecs_task_definition", "lucee-red_task_definition_task")["container_definitions"],
  );
  const edges = Object.entries(service.all("aws_vpc_security_group_egress_rule")).map(([name]) => name);

  it("is an option: data0 has it, and no other stack", () => {
    const reds = STACKS.map((stack) =>
      Object.keys(of(stack, "service").all("aws_ecs_service")).includes("lucee-red_ecs_service"),
    );
    expect(reds).toEqual([true, false, false]);
  });

  it("is at an address of its own, as large as one task", () => {
    expect(service.one("aws_lb_listener_rule", "lucee-red_route_rule")["condition"][0].host_header.values).toEqual([
      "red-data0.adilas.biz",
    ]);
    expect(service.one("aws_ecs_service", "lucee-red_ecs_service")["desired_count"]).toBe(1);
  });

  it("has a database of its own, and no way to the live one", () => {
    expect(edges).toContain("lucee-red_network_red_out");
    expect(edges).not.toContain("lucee-red_network_main_out");
    const names = lucee.secrets.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["DATABASE_HOST", "DATABASE_PASSWORD", "DATABASE_PORT", "DATABASE_USER"]);
    expect(JSON.stringify(lucee.secrets)).not.toContain("main_");
  });

  it("sends no mail and changes no file of a customer", () => {
    const policy = service.one("aws_iam_role_policy", "lucee-red_task_role_policy")["policy"];
    expect(policy).not.toMatch(/ses:|s3:Put|s3:Delete/);
  });

  it("is given last night's data, masked, by a job that reads the live database and changes it never", () => {
    expect(service.one("aws_scheduler_schedule", "scheduled_jobs_nightly-clone_schedule")).toMatchObject({
      schedule_expression: "cron(0 2 * * ? *)",
      schedule_expression_timezone: "America/Denver",
    });
    const { Statement } = JSON.parse(service.one("aws_iam_role_policy", "clone_task_role_policy")["policy"]);
    const onMain = (Statement as { Action: string | string[]; Resource: string | string[] }[])
      .filter(({ Resource }) => [Resource].flat().some((arn) => arn.endsWith("cluster:adilas-data0-main")))
      .flatMap(({ Action }) => Action);
    expect(onMain).toEqual(["rds:RestoreDBClusterToPointInTime"]);
    expect(of("data0", "data").one("aws_s3_object", "red-mask_mask-sql-51c904_object")["source"]).toMatch(/mask\.sql$/);
  });
});
