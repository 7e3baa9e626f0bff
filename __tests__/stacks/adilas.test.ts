import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { synthesize, type Template } from "./template";

// The facts of adilas, one promise each.
const ROOT = resolve(__dirname, "../..");
const stacks = synthesize(undefined, "adilas");
const of = (environment: string, layer: string): Template => stacks[`adilas-${environment}-${layer}`]!;
const STACKS = ["data0", "data1", "data2"];

/** The text of every stack of adilas, with its manifest changed. */
function changed(change: (manifest: string) => string): Record<string, string> {
  const root = mkdtempSync(join(tmpdir(), "adilas-"));
  try {
    mkdirSync(join(root, "deployments"));
    writeFileSync(
      join(root, "deployments/adilas.yaml"),
      change(readFileSync(join(ROOT, "deployments/adilas.yaml"), "utf8")),
    );
    writeFileSync(join(root, "drydock.yaml"), readFileSync(join(ROOT, "drydock.yaml")));
    for (const folder of ["docker/adilas", "docker/drydock"])
      cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    // Some stacks name the folder of the project, which is another one each time.
    const written = ({ json }: Template) => JSON.stringify(json).replaceAll(root, "<project>");
    return Object.fromEntries(
      Object.entries(synthesize(root, "adilas")).map(([name, stack]) => [name, written(stack)]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

const before = changed((manifest) => manifest);

/** The stacks that are not the same to the byte when the manifest is changed. */
function differing(more: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => more[name] !== before[name]);
}

/** Arguments of a stack's resources, by address. */
function resources(text: string): Map<string, string> {
  const all: Record<string, object> = JSON.parse(text).resource;
  return new Map(
    Object.entries(all).flatMap(([type, those]) =>
      Object.entries(those).map(([name, args]) => [`${type}.${name}`, JSON.stringify(args)] as const),
    ),
  );
}

describe("what is universal", () => {
  it("exists once: one pool of people, and no stack has one", () => {
    expect(Object.keys(of("shared", "data").all("aws_cognito_user_pool"))).toEqual(["people_pool"]);
    for (const stack of STACKS) expect(of(stack, "data").all("aws_cognito_user_pool")).toEqual({});
  });

  it("is what each stack has a client of its own in, for both of its addresses", () => {
    const clients = STACKS.map((stack) =>
      of(stack, "data").one("aws_cognito_user_pool_client", "people_client_lucee_app"),
    );
    expect(clients).toMatchObject(
      STACKS.map((stack) => ({
        name: `adilas-${stack}-lucee`,
        allowed_oauth_flows: ["code"],
        allowed_oauth_scopes: ["openid", "email"],
        callback_urls: [stack, `test-${stack}`].map((host) => `https://${host}.adilas.biz/top_secret/oauth_login.cfm`),
      })),
    );
    expect(clients.every(({ generate_secret }) => generate_secret === false)).toBe(true);
  });

  it("signs people in by the code flow, with the scopes openid and email, at a domain of its own", () => {
    expect(Object.values(of("shared", "data").all("aws_cognito_user_pool_client"))).toEqual([
      expect.objectContaining({
        allowed_oauth_flows: ["code"],
        allowed_oauth_scopes: ["openid", "email"],
        callback_urls: ["https://new.adilas.biz/top_secret/oauth_login.cfm"],
      }),
    ]);
    expect(of("shared", "data").one("aws_cognito_user_pool_domain")["domain"]).toBe("universe.adilas.biz");
  });

  it("sends mail from a domain that DKIM proves", () => {
    expect(of("shared", "data").one("aws_sesv2_email_identity")["email_identity"]).toBe("adilas.biz");
  });

  it("takes uploads in one bucket, for some weeks, and resizes them with one function", () => {
    const { bucket } = of("shared", "data").one("aws_s3_bucket", "uploads_bucket");
    expect(bucket).toBe("adilas-shared-uploads-555555555555");
    const rules = of("shared", "data").one("aws_s3_bucket_lifecycle_configuration")["rule"];
    expect(rules).toContainEqual(expect.objectContaining({ id: "expire", expiration: [{ days: 42 }] }));
    expect(of("shared", "service").one("aws_lambda_function")).toMatchObject({
      function_name: "adilas-shared-resize",
      memory_size: 1769,
      timeout: 120,
    });
    expect(of("shared", "service").one("aws_s3_bucket_notification")["lambda_function"]).toHaveLength(1);
    for (const stack of STACKS) {
      expect(
        of(stack, "data")
          .addresses()
          .filter((address) => address.includes("uploads")),
      ).toEqual([]);
      expect(of(stack, "service").all("aws_lambda_function")).toEqual({});
    }
  });

  it("knows every stack's corporations by the pattern of their names, and reads no stack's state", () => {
    const { corporations_directory: directory } = of("shared", "data").json["output"];
    expect(directory.value).toBe("adilas-*-corporations-555555555555");
    expect(Object.keys(of("shared", "data").all("aws_s3_bucket"))).toEqual(["uploads_bucket"]);
    for (const layer of ["data", "service"]) {
      const states = Object.values(of("shared", layer).json["data"]?.terraform_remote_state ?? {});
      const keys = states.map(({ config }: any) => config.key);
      expect(keys.filter((key) => !/^adilas\/(shared\/|registry\.)/.test(key))).toEqual([]);
    }
  });

  it("has nothing of a stack", () => {
    expect(of("shared", "data").all("aws_rds_cluster")).toEqual({});
    expect(of("shared", "service").all("aws_ecs_service")).toEqual({});
  });
});

describe("stacks side by side", () => {
  const cidrs = ["shared", ...STACKS].map((name) => of(name, "network").one("aws_vpc")["cidr_block"]);

  it("have networks of their own, which never move", () => {
    expect(new Set(cidrs).size).toBe(4);
    expect(cidrs).toEqual(["10.239.32.0/20", "10.124.64.0/20", "10.240.80.0/20", "10.143.0.0/20"]);
  });

  it("do not change when one is added: every other stack is the same to the byte", () => {
    const data3 = "\n  data3:\n    modules: { stack: true }\n    costGroup: adilas-data3\n";
    const more = changed((manifest) => `${manifest}${data3}    tenants: { corporations: { of: { acme: {} } } }\n`);
    const added = Object.keys(more).filter((name) => !Object.hasOwn(stacks, name));
    expect(added.sort()).toEqual(["data", "network", "operations", "service"].map((layer) => `adilas-data3-${layer}`));
    expect(Object.keys(before)).toEqual(Object.keys(stacks));
    expect(differing(more)).toEqual([]);
  });

  it("are counted apart, for what each costs", () => {
    expect(of("data1", "operations").one("aws_budgets_budget")["cost_filter"]).toEqual([
      { name: "TagKeyValue", values: ["user:CostGroup$adilas-data1"] },
    ]);
  });
});

describe("corporations", () => {
  const more = changed((manifest) => manifest.replace("          bravo: {", "          delta: {}\n          bravo: {"));

  it("come one by one: a new one changes the data of its stack only, and there adds what is its own", () => {
    expect(differing(more)).toEqual(["adilas-data0-data"]);
    const [now, then] = [before, more].map((texts) => resources(texts["adilas-data0-data"]!));
    expect([...now!].filter(([address, args]) => then!.get(address) !== args)).toEqual([]);
    const added = [...then!.keys()].filter((address) => !now!.has(address));
    expect(added.length).toBeGreaterThan(0);
    expect(added.filter((address) => !address.includes(".corporations_delta_"))).toEqual([]);
  });

  it("that are archived go to Glacier, and nothing of theirs expires", () => {
    const name = "corporations_cargo_files_lifecycle";
    const rules = of("data0", "data").one("aws_s3_bucket_lifecycle_configuration", name)["rule"];
    expect(rules).toContainEqual(
      expect.objectContaining({ id: "archive", transition: [{ days: 0, storage_class: "GLACIER" }] }),
    );
    expect(JSON.stringify(rules)).not.toContain("expiration");
  });

  it("have a width for their images, of their own or 760", () => {
    const settings = ["acme", "bravo", "cargo"].map((name) =>
      JSON.parse(of("data0", "data").one("aws_s3_object", `corporations_${name}_entry_object`)["content"]),
    );
    expect(settings.map(({ state, settings: { width } }) => [state, width])).toEqual([
      ["active", 1024],
      ["inactive", 760],
      ["archived", 760],
    ]);
  });
});

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

describe("the pipeline", () => {
  const pipeline = stacks["adilas-pipelines"]!.one("aws_codepipeline");
  const stages = pipeline["stage"] as { name: string; action: { name: string; category: string }[] }[];
  const steps = stages.map(({ name, action }) => [name, action.map(({ category }) => category)]);

  it("begins with a commit on Bitbucket", () => {
    expect(stacks["adilas-pipelines"]!.one("aws_codestarconnections_connection")["provider_type"]).toBe("Bitbucket");
  });

  it("tests, builds, deploys the colour that nobody sees, and asks before it becomes the live one", () => {
    expect(steps).toEqual([
      ["source", ["Source"]],
      ["test", ["Build"]],
      ["images", ["Build"]],
      ["to-data0", ["Build"]],
      ["to-switch", ["Build", "Approval", "Build"]],
      ["to-data1", ["Build", "Approval", "Build"]],
      ["to-data2", ["Build", "Approval", "Build"]],
    ]);
  });
});
