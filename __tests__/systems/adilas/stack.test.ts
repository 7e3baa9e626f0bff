import { of, STACKS } from "./adilas";

describe.each(STACKS)("the stack %s", (stack) => {
  const data = of(stack, "data");
  const service = of(stack, "service");

  it("has Aurora MySQL with an instance that takes over, 14 days of backups, and 24 hours to turn back", () => {
    expect(data.one("aws_rds_cluster", "main_cluster")).toMatchObject({
      engine: "aurora-mysql",
      backup_retention_period: 14,
      backtrack_window: 86_400,
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      preferred_maintenance_window: "sun:09:30-sun:10:30",
    });
    expect(Object.keys(data.all("aws_rds_cluster_instance"))).toEqual(
      expect.arrayContaining(["main_instance-1", "main_instance-2"]),
    );
  });

  it("keeps each month's and quarter's copy here and in a second region, and the data alone in Glacier", () => {
    const plan = of(stack, "operations").one("aws_backup_plan");
    const rules = Object.values(plan["rule"] as object[]);
    expect(rules).toMatchObject([
      { lifecycle: { delete_after: 400 }, copy_action: [{ lifecycle: { delete_after: 400 } }] },
      { lifecycle: { delete_after: 1100 }, copy_action: [{ lifecycle: { delete_after: 1100 } }] },
    ]);
    expect(JSON.stringify(data.one("aws_s3_bucket_lifecycle_configuration", "cold_copies_lifecycle"))).toContain(
      "DEEP_ARCHIVE",
    );
  });

  it("has two addresses that never change, for whoever must know them", () => {
    expect(of(stack, "network").one("aws_globalaccelerator_accelerator")).toMatchObject({
      enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("keeps sessions in Redis that survives a node, with snapshots and TLS", () => {
    expect(data.one("aws_elasticache_replication_group")).toMatchObject({
      automatic_failover_enabled: true,
      transit_encryption_enabled: true,
      snapshot_retention_limit: 7,
    });
  });

  it("has Lucee in two colours: one live at the stack's address, the other at the test address", () => {
    const hosts = ["live", "test"].map((rule) => {
      const { condition, action } = service.one("aws_lb_listener_rule", `front_door_lucee_${rule}`);
      return [
        condition[0].host_header.values[0],
        action[0].forward.target_group.map(({ weight }: { weight: number }) => weight),
      ];
    });
    expect(hosts).toEqual([
      [`${stack}.adilas.biz`, [100, 0]],
      [`test-${stack}.adilas.biz`, [0, 100]],
    ]);
  });

  it("sends HTTP to HTTPS", () => {
    expect(service.one("aws_lb_listener", "front_door_balancer_http")["default_action"]).toMatchObject([
      {
        type: "redirect",
        redirect: { protocol: "HTTPS", status_code: "HTTP_301" },
      },
    ]);
  });

  it("is behind a firewall that knows SQL injection and cross-site scripting, with a limit for each address", () => {
    const rules = JSON.stringify(service.one("aws_wafv2_web_acl"));
    for (const name of ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesCommonRuleSet", "rate_based_statement"]) {
      expect(rules).toContain(name);
    }
  });

  it("closes Lucee's administrator to the world, and opens it to the tunnel", () => {
    const blocked = Object.values(service.all("aws_lb_listener_rule")).flatMap(
      ({ condition }) => condition[0].path_pattern?.values ?? [],
    );
    expect(blocked).toContain("/lucee/*");
    expect(service.one("aws_vpc_security_group_ingress_rule", "tunnel_lucee-blue_in")["from_port"]).toBe(8888);
  });

  it("gives Lucee a heap that its task has room for, and the database's password by ECS alone", () => {
    const task = service.one("aws_ecs_task_definition", "lucee-blue_task_definition_task");
    const [container] = JSON.parse(task["container_definitions"]);
    expect(task).toMatchObject({ cpu: "1024", memory: "4096" });
    expect(container.environment).toContainEqual({
      name: "HEAP_MIB",
      value: "2560",
    });
    expect(container.environment).toContainEqual({ name: "UPLOAD_PREFIX", value: `${stack}/` });
    expect(container.secrets.map(({ name }: { name: string }) => name)).toEqual(["DATABASE_PASSWORD", "DATABASE_USER"]);
  });

  it("makes its corporations' databases every hour, by a job", () => {
    const { schedule_expression: clock, target } = service.one(
      "aws_scheduler_schedule",
      "scheduled_jobs_make-databases_schedule",
    );
    expect([clock, JSON.parse(target.input).containerOverrides[0].command]).toEqual(["rate(1 hour)", ["all"]]);
    expect(service.one("aws_ecs_service", "tenant-databases_ecs_service")["desired_count"]).toBe(0);
  });

  it("tells whose turn it is, by mail and SMS", () => {
    const told = Object.values(of(stack, "operations").all("aws_sns_topic_subscription")).map(
      ({ protocol }) => protocol,
    );
    expect(told.sort()).toEqual(["email", "sms"]);
  });

  it("has saved queries of slow queries, slow requests, errors of each colour and exceptions, and a dashboard", () => {
    const names = Object.values(of(stack, "operations").all("aws_cloudwatch_query_definition")).map(({ name }) => name);
    expect(names.sort()).toEqual(
      expect.arrayContaining(
        [
          "exceptions",
          "lucee-blue-errors",
          "lucee-green-errors",
          "main-slow-queries",
          "slow-requests",
          "tenant-databases-errors",
        ].map((name) => `adilas-${stack}/${name}`),
      ),
    );
    expect(of(stack, "operations").one("aws_cloudwatch_dashboard")["dashboard_name"]).toBe(`adilas-${stack}`);
  });
});
