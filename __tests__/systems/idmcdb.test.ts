import { synthesize, type Template } from "../stacks/template";

// The facts of idmcdb (Helix), one promise each.
const stacks = synthesize();
const of = (environment: "staging" | "prod", layer: string): Template => stacks[`idmcdb-${environment}-${layer}`]!;
const container = (environment: "staging" | "prod", service: string) =>
  JSON.parse(
    of(environment, "service").one("aws_ecs_task_definition", `${service}_task_definition_task`)[
      "container_definitions"
    ],
  )[0];
const variables = (definition: { environment: { name: string; value: string }[] }) =>
  Object.fromEntries(definition.environment.map(({ name, value }) => [name, value]));
const injected = (definition: { secrets: { name: string; valueFrom: string }[] }) =>
  Object.fromEntries(definition.secrets.map(({ name, valueFrom }) => [name, valueFrom]));
const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;

describe("the services", () => {
  it("are the API, the workers and a single beat", () => {
    const services = Object.values(of("prod", "service").all("aws_ecs_service")).map((service) => service["name"]);
    expect(services.sort()).toEqual(["api", "beat", "task-worker"]);
  });

  it("have one beat, and never two", () => {
    expect(of("prod", "service").one("aws_ecs_service", "beat_ecs_service")).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
    });
    expect(of("prod", "service").all("aws_appautoscaling_target")).not.toHaveProperty("beat_scaling_target");
  });

  it.each([
    ["staging", "api", "256", "2048"],
    ["staging", "task-worker", "256", "2048"],
    ["prod", "api", "1024", "4096"],
    ["prod", "task-worker", "1024", "8192"],
  ] as const)("in %s %s has %s CPU units and %s MiB", (environment, service, cpu, memory) => {
    const task = of(environment, "service").one("aws_ecs_task_definition", `${service}_task_definition_task`);
    expect(task).toMatchObject({ cpu, memory });
  });

  it.each([
    ["staging", "api", 1, 2],
    ["staging", "task-worker", 1, 2],
    ["prod", "api", 1, 3],
    ["prod", "task-worker", 1, 3],
  ] as const)(
    "in %s %s has %i to %i tasks, and Terraform leaves their number alone",
    (environment, service, min, max) => {
      const stack = of(environment, "service");
      expect(stack.one("aws_appautoscaling_target", `${service}_scaling_target`)).toMatchObject({
        min_capacity: min,
        max_capacity: max,
      });
      const { lifecycle } = stack.one("aws_ecs_service", `${service}_ecs_service`);
      expect(lifecycle).toEqual({ ignore_changes: ["desired_count"] });
    },
  );

  it.each([
    ["staging", "task-worker", [{ capacity_provider: "FARGATE_SPOT", weight: 1 }]],
    [
      "prod",
      "api",
      [
        { base: 1, capacity_provider: "FARGATE", weight: 0 },
        { capacity_provider: "FARGATE_SPOT", weight: 1 },
      ],
    ],
    ["prod", "task-worker", [{ capacity_provider: "FARGATE", weight: 1 }]],
  ] as const)("in %s %s runs on Spot from the task the manifest says", (environment, service, strategy) => {
    const ecs = of(environment, "service").one("aws_ecs_service", `${service}_ecs_service`);
    expect(ecs["capacity_provider_strategy"]).toEqual(strategy);
    expect(ecs).not.toHaveProperty("launch_type");
  });

  it("follow CPU, memory and requests, two minutes between steps down and one between steps up", () => {
    const policies = of("staging", "service").all("aws_appautoscaling_policy");
    const api = Object.entries(policies)
      .filter(([name]) => name.startsWith("api_"))
      .map(([, policy]) => policy["target_tracking_scaling_policy_configuration"]);
    expect(
      api.map(({ predefined_metric_specification: metric, target_value }) => [
        metric.predefined_metric_type,
        target_value,
      ]),
    ).toEqual([
      ["ECSServiceAverageCPUUtilization", 80],
      ["ECSServiceAverageMemoryUtilization", 80],
      ["ALBRequestCountPerTarget", 1000],
    ]);
    for (const policy of api) expect(policy).toMatchObject({ scale_in_cooldown: 120, scale_out_cooldown: 60 });
    expect(api[2].predefined_metric_specification.resource_label).toBe(
      "${aws_lb.front_door_balancer_load-balancer.arn_suffix}/${aws_lb_target_group.api_route_targets.arn_suffix}",
    );
  });

  it("check the worker's health inside its container", () => {
    expect(container("prod", "task-worker").healthCheck).toEqual({
      command: ["CMD-SHELL", "celery -A helix status"],
      interval: 10,
      timeout: 30,
      retries: 2,
      startPeriod: 10,
    });
  });

  it("keep logs for 90 days", () => {
    for (const name of ["api", "beat", "task-worker"]) {
      expect(
        of("prod", "service").one("aws_cloudwatch_log_group", `${name}_task_logs_group`)["retention_in_days"],
      ).toBe(90);
    }
  });

  it("find each other under <environment>.idmcdb.internal", () => {
    const { name } = of("staging", "service").one("aws_service_discovery_private_dns_namespace");
    expect(name).toBe("staging.idmcdb.internal");
    expect(of("staging", "service").one("aws_service_discovery_service")["name"]).toBe("api");
  });

  it("answer under their own host names at /health", () => {
    expect(of("staging", "service").one("aws_lb_listener_rule")["condition"]).toEqual([
      { host_header: { values: ["helix-tools-api-staging.idmcdb.org"] } },
    ]);
    expect(of("prod", "service").one("aws_lb_target_group")["health_check"]).toMatchObject({
      path: "/health",
      interval: 30,
      timeout: 15,
      healthy_threshold: 3,
      unhealthy_threshold: 3,
    });
  });
});

describe("the database's secret", () => {
  it("is put into the API by ECS, as the JSON it is", () => {
    expect(injected(container("prod", "api"))["HELIXDBCLUSTER_SECRET"]).toBe(output("main_secret_arn"));
    expect(variables(container("prod", "api"))).not.toHaveProperty("HELIXDBCLUSTER_SECRET_ARN");
    const actions = of("prod", "service").statements("api_task_role_policy");
    expect(actions.some((statement) => statement["Resource"].includes(output("main_secret_arn")))).toBe(false);
  });

  it("is named to the workers by its ARN only, and their role may read it", () => {
    expect(variables(container("prod", "task-worker"))["HELIXDBCLUSTER_SECRET_ARN"]).toBe(output("main_secret_arn"));
    expect(injected(container("prod", "task-worker"))).not.toHaveProperty("HELIXDBCLUSTER_SECRET");
    const statement = of("prod", "service")
      .statements("task-worker_task_role_policy")
      .find((one) => one["Resource"].includes(output("main_secret_arn")));
    expect(statement).toMatchObject({
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    });
  });
});

describe("the nine secrets of the application", () => {
  const names = [
    ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOST", "BACKEND_BASE_URL", "FRONTEND_BASE_URL", "HCAPTCHA_SECRET"],
    ["CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_DOMAIN", "CORS_ORIGIN_REGEX_WHITELIST", "SENTRY_DSN"],
  ].flat();

  it.each(["api", "task-worker", "beat"])("reach %s by ECS and are plain values nowhere", (service) => {
    const definition = container("staging", service);
    for (const name of names) {
      expect(injected(definition)[name]).toBe(`${output("app_arn")}:${name}::`);
      expect(variables(definition)).not.toHaveProperty(name);
    }
  });
});

describe("the buckets", () => {
  const data = of("prod", "data");

  it.each([
    ["media", ["https://*.idmcdb.org"]],
    ["media-external", ["*"]],
  ])("%s can be read by anybody, as today's S3 wants it", (name, origins) => {
    expect(data.one("aws_s3_bucket_public_access_block", `${name}_public-access-block`)).toMatchObject({
      block_public_acls: false,
      block_public_policy: false,
      ignore_public_acls: false,
      restrict_public_buckets: false,
    });
    expect(data.one("aws_s3_bucket_ownership_controls", `${name}_ownership`)["rule"]).toEqual({
      object_ownership: "BucketOwnerPreferred",
    });
    const sids = JSON.parse(data.one("aws_s3_bucket_policy", `${name}_policy`)["policy"]).Statement.map(
      (statement: { Sid: string }) => statement.Sid,
    );
    expect(sids).toEqual(["TlsOnly", "Tls12OrLater", "AnybodyReads"]);
    expect(data.one("aws_s3_bucket_cors_configuration", `${name}_cors`)["cors_rule"]).toMatchObject([
      { allowed_origins: origins, allowed_methods: ["GET", "HEAD"], max_age_seconds: 3600 },
    ]);
  });

  it("forget external media after 7 days, and other media never", () => {
    const rules = (name: string) => data.one("aws_s3_bucket_lifecycle_configuration", `${name}_lifecycle`)["rule"];
    expect(rules("media-external").filter((rule: object) => "expiration" in rule)).toMatchObject([
      { id: "expire", expiration: [{ days: 7 }] },
    ]);
    expect(rules("media").filter((rule: object) => "expiration" in rule)).toEqual([]);
  });

  it("carry the environment and the account in their names", () => {
    expect(data.one("aws_s3_bucket", "media_bucket")["bucket"]).toBe("idmcdb-prod-media-222222222222");
  });
});

describe("the database", () => {
  it("moves between 0.5 and 4 capacity units in staging, and is an r6g.large in prod", () => {
    const staging = of("staging", "data");
    expect(staging.one("aws_rds_cluster")["serverlessv2_scaling_configuration"]).toEqual({
      min_capacity: 0.5,
      max_capacity: 4,
    });
    expect(staging.one("aws_rds_cluster_instance")["instance_class"]).toBe("db.serverless");
    expect(of("prod", "data").one("aws_rds_cluster_instance")["instance_class"]).toBe("db.r6g.large");
  });

  it("is encrypted with a key of its own, backed up for 7 days, and refuses to be deleted", () => {
    expect(of("prod", "data").one("aws_rds_cluster")).toMatchObject({
      engine: "aurora-postgresql",
      database_name: "helix",
      kms_key_id: "${aws_kms_key.main_key_key.arn}",
      storage_encrypted: true,
      backup_retention_period: 7,
      copy_tags_to_snapshot: true,
      skip_final_snapshot: false,
      deletion_protection: true,
      manage_master_user_password: true,
    });
  });
});

describe("the tunnel host", () => {
  const host = of("prod", "network").one("aws_instance");

  it("has no open port, no key and no public address", () => {
    expect(host).toMatchObject({ associate_public_ip_address: false, metadata_options: { http_tokens: "required" } });
    expect(host).not.toHaveProperty("key_name");
    expect(of("prod", "network").all("aws_vpc_security_group_ingress_rule")).toEqual({});
  });

  it("reaches the database and the cache, and HTTPS for Session Manager", () => {
    const ports = Object.values(of("prod", "data").all("aws_vpc_security_group_ingress_rule")).map((rule) => [
      rule["referenced_security_group_id"],
      rule["from_port"],
    ]);
    const tunnel = "${data.terraform_remote_state.network.outputs.tunnel_access}";
    expect(ports).toEqual([
      [tunnel, 5432],
      [tunnel, 6379],
    ]);
  });
});

describe("the jobs", () => {
  it("clear old sessions every night in a task of the API", () => {
    const schedule = of("prod", "service").one("aws_scheduler_schedule");
    expect(schedule).toMatchObject({ schedule_expression: "cron(0 4 * * ? *)", schedule_expression_timezone: "UTC" });
    expect(JSON.parse(schedule["target"].input)).toEqual({
      containerOverrides: [{ name: "api", command: ["python", "manage.py", "clearsessions"] }],
    });
  });
});
