import { synthesize, type Template } from "../stacks/template";

// The facts of SlideRule's provisioning system, one promise each.
const stacks = synthesize();
const test = stacks["sliderule-test-service"]!;
const prod = stacks["sliderule-prod-service"]!;
const data = stacks["sliderule-prod-data"]!;
const both: [string, Template][] = [
  ["test", test],
  ["prod", prod],
];

describe.each(both)("the task of %s", (_name, service) => {
  const task = service.one("aws_ecs_task_definition");
  const containers = service.containers();

  it("is one ARM64 Fargate task of 2048 CPU units and 4096 MiB", () => {
    expect(task).toMatchObject({
      cpu: "2048",
      memory: "4096",
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      runtime_platform: { cpu_architecture: "ARM64", operating_system_family: "LINUX" },
    });
  });

  it("starts Redis and ps-server first, then ps-web, then ps-nginx", () => {
    const order = Object.fromEntries(Object.entries(containers).map(([name, c]) => [name, c["dependsOn"]]));
    expect(order).toEqual({
      redis: [],
      "ps-server": [],
      "ps-web": [
        { containerName: "redis", condition: "START" },
        { containerName: "ps-server", condition: "START" },
      ],
      "ps-nginx": [{ containerName: "ps-web", condition: "START" }],
    });
  });

  it("listens on the ports that the containers expect of each other", () => {
    const ports = Object.fromEntries(
      Object.entries(containers).map(([name, c]) => [name, c["portMappings"][0].containerPort]),
    );
    expect(ports).toEqual({ redis: 6379, "ps-server": 50051, "ps-web": 8000, "ps-nginx": 80 });
  });

  it("stops as a whole when any container stops", () => {
    expect(Object.values(containers).map((c) => c["essential"])).toEqual([true, true, true, true]);
  });

  it("gives every container an init process", () => {
    for (const c of Object.values(containers)) expect(c["linuxParameters"]).toEqual({ initProcessEnabled: true });
  });

  it("gives ps-web its secrets from Secrets Manager and never as plain values", () => {
    const secrets = Object.fromEntries(
      containers["ps-web"]!["secrets"].map((s: { name: string; valueFrom: string }) => [s.name, s.valueFrom]),
    );
    const domain = "${data.terraform_remote_state.data.outputs.domain-secrets_arn}";
    const database = "${data.terraform_remote_state.data.outputs.provsys_secret_arn}";
    expect(secrets).toEqual({
      DJANGO_SECRET_KEY: `${domain}:django_secret_key::`,
      JWT_SECRET_KEY: `${domain}:jwt_secret_key::`,
      MFA_PLACEHOLDER: `${domain}:mfa_placeholder::`,
      DJANGO_OIDC_RSA_PRIVATE_KEY: `${domain}:oidc_rsa_key::`,
      POSTGRES_USER: `${database}:username::`,
      POSTGRES_PASSWORD: `${database}:password::`,
    });
    const plain = containers["ps-web"]!["environment"].map((e: { name: string }) => e.name);
    expect(plain.filter((name: string) => name in secrets)).toEqual([]);
  });

  it("tells ps-web and ps-server all that they ask for", () => {
    const names = (container: string) =>
      [...containers[container]!["environment"], ...containers[container]!["secrets"]].map((e) => e.name).sort();
    expect(names("ps-server")).toEqual([
      "CLUSTER_REPO",
      "DOMAIN",
      "GRPC_POLL_STRATEGY",
      "PS_SERVER_PORT",
      "S3_BUCKET",
      "TF_VAR_permissions_boundary",
    ]);
    expect(names("ps-web")).toEqual(
      [
        ["SQL_ENGINE", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD", "SQL_HOST", "SQL_PORT"],
        ["DJANGO_ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DJANGO_SECRET_KEY", "DJANGO_OIDC_RSA_PRIVATE_KEY"],
        ["REDIS_HOST", "PS_SERVER_HOST", "PS_SERVER_PORT", "GRPC_POLL_STRATEGY", "GRPC_DNS_RESOLVER"],
        ["MFA_PLACEHOLDER", "JWT_SECRET_KEY", "DOMAIN", "PS_VERSION", "PS_SITE_TITLE", "PS_BLD_ENVVER", "SITE_ID"],
      ]
        .flat()
        .sort(),
    );
  });

  it("keeps the root file systems of Redis and ps-nginx read-only", () => {
    const readOnly = Object.fromEntries(
      Object.entries(containers).map(([name, c]) => [name, c["readonlyRootFilesystem"]]),
    );
    expect(readOnly).toEqual({ redis: true, "ps-server": false, "ps-web": false, "ps-nginx": true });
  });

  it("logs each container under its name, for 30 days", () => {
    expect(service.one("aws_cloudwatch_log_group", "ps_task_logs_group")["retention_in_days"]).toBe(30);
    const prefixes = Object.values(containers).map((c) => c["logConfiguration"].options["awslogs-stream-prefix"]);
    expect(prefixes).toEqual(Object.keys(containers));
  });
});

describe("the service", () => {
  const service = prod.one("aws_ecs_service");

  it("never runs two tasks at once", () => {
    expect(service).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
    });
    expect(prod.all("aws_appautoscaling_target")).toEqual({});
  });

  it("allows ECS Exec from the service to the log of its sessions", () => {
    expect(service["enable_execute_command"]).toBe(true);
    const actions = prod.statements("ps_task_role_policy").flatMap((statement) => statement["Action"]);
    expect(actions).toEqual(
      expect.arrayContaining([
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
        "logs:PutLogEvents",
      ]),
    );
    expect(prod.one("aws_ecs_cluster")["configuration"].execute_command_configuration).toMatchObject({
      logging: "OVERRIDE",
      log_configuration: { cloud_watch_log_group_name: "/sliderule-prod/exec" },
    });
  });

  it("fails the apply when a deploy does not become steady or was rolled back", () => {
    expect(service["wait_for_steady_state"]).toBe(true);
    expect(service["deployment_circuit_breaker"]).toEqual({ enable: true, rollback: true });
    const [postcondition] = prod.data("aws_ecs_service")["lifecycle"].postcondition;
    expect(postcondition.condition).toBe(
      "${(self.task_definition == aws_ecs_task_definition.ps_task_definition_task.arn)}",
    );
  });

  it("waits for a slow start: longer than the application's migrations and three checks", () => {
    expect(service["health_check_grace_period_seconds"]).toBe(390);
  });

  it("runs in private subnets without public addresses", () => {
    expect(service["network_configuration"]).toMatchObject({
      assign_public_ip: false,
      subnets: "${data.terraform_remote_state.network.outputs.private_subnet_ids}",
    });
  });
});

describe("the load balancer", () => {
  it("redirects HTTP to HTTPS for good", () => {
    expect(prod.one("aws_lb_listener", "front_door_balancer_http")["default_action"]).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
    ]);
  });

  it("speaks TLS 1.3, and 1.2 at the least", () => {
    expect(prod.one("aws_lb_listener", "front_door_balancer_https")["ssl_policy"]).toBe(
      "ELBSecurityPolicy-TLS13-1-2-2021-06",
    );
  });

  it("uses the newest wildcard certificate that ACM has issued for the domain", () => {
    expect(prod.data("aws_acm_certificate")).toMatchObject({
      domain: "*.slideruleearth.io",
      types: ["AMAZON_ISSUED"],
      most_recent: true,
    });
  });

  it("answers at ps.<domain>", () => {
    expect(prod.data("aws_route53_zone")["name"]).toBe("slideruleearth.io");
    expect(prod.one("aws_route53_record")).toMatchObject({ name: "ps.slideruleearth.io", type: "A" });
    expect(prod.one("aws_lb_listener_rule")["condition"]).toEqual([
      { host_header: { values: ["ps.slideruleearth.io"] } },
    ]);
  });

  it("checks /ping/ every 30 seconds, 10 seconds long, three times", () => {
    const group = prod.one("aws_lb_target_group");
    expect(group).toMatchObject({ target_type: "ip", port: 80, protocol: "HTTP" });
    expect(group["health_check"]).toMatchObject({
      path: "/ping/",
      matcher: "200",
      interval: 30,
      timeout: 10,
      healthy_threshold: 3,
      unhealthy_threshold: 3,
      port: "traffic-port",
    });
  });

  it("holds a connection as long as nginx lets a request take", () => {
    expect(prod.one("aws_lb")["idle_timeout"]).toBe(900);
  });
});

describe("the database", () => {
  const instance = data.one("aws_db_instance");

  it("is PostgreSQL 13 on a db.t4g.micro with 20 GiB, in two zones", () => {
    expect(instance).toMatchObject({
      engine: "postgres",
      engine_version: "13",
      instance_class: "db.t4g.micro",
      allocated_storage: 20,
      multi_az: true,
      db_name: "provsys",
      username: "ps_admin",
    });
  });

  it("logs connections and takes only TLS", () => {
    expect(data.one("aws_db_parameter_group")).toMatchObject({
      family: "postgres13",
      parameter: expect.arrayContaining([
        { name: "log_connections", value: "1" },
        { name: "rds.force_ssl", value: "1" },
      ]),
    });
  });

  it("keeps backups for 7 days, and after it is deleted", () => {
    expect(instance).toMatchObject({ backup_retention_period: 7, delete_automated_backups: false });
  });

  it("names its final snapshot after the time of the plan that makes it", () => {
    expect(instance).toMatchObject({ skip_final_snapshot: false });
    expect(instance["final_snapshot_identifier"]).toBe(
      'sliderule-prod-provsys-final-${formatdate("YYYYMMDDhhmmss", plantimestamp())}',
    );
  });

  it("is not made again when the snapshot setting changes later", () => {
    expect(instance["lifecycle"].ignore_changes).toEqual(
      expect.arrayContaining(["snapshot_identifier", "final_snapshot_identifier", "db_name", "username"]),
    );
  });

  it("lets RDS make and keep the master password", () => {
    expect(instance["manage_master_user_password"]).toBe(true);
    expect(instance).not.toHaveProperty("password");
  });
});

describe("the provisioner's permissions", () => {
  const statements = prod.statements("ps_task_role_policy");
  const allowed = (action: string) => statements.filter((statement) => statement["Action"].includes(action));

  it("name no service as a whole", () => {
    expect(statements.flatMap((s) => s["Action"]).filter((action: string) => action.includes("*"))).toEqual([]);
  });

  it("change instances of the domain's clusters only", () => {
    expect(allowed("ec2:TerminateInstances")).toEqual([
      expect.objectContaining({
        Condition: {
          StringEquals: { "aws:ResourceTag/Domain": "slideruleearth.io" },
          StringLike: { "aws:ResourceTag/Project": "cluster-*" },
        },
      }),
    ]);
  });

  it("make only roles with the boundary that the network layer makes and ps-server is told", () => {
    const boundary = "sliderule-prod-clusters-boundary";
    const arn = `arn:aws:iam::111111111111:policy/${boundary}`;
    expect(stacks["sliderule-prod-network"]!.one("aws_iam_policy")["name"]).toBe(boundary);
    expect(prod.containers()["ps-server"]!["environment"]).toContainEqual({
      name: "TF_VAR_permissions_boundary",
      value: arn,
    });
    for (const action of ["iam:CreateRole", "iam:AttachRolePolicy", "iam:DetachRolePolicy"]) {
      const conditions = allowed(action).map((statement) => statement["Condition"].StringEquals);
      expect(conditions).toEqual([{ "iam:PermissionsBoundary": arn }]);
    }
  });

  it("pass only cluster roles, and only to EC2", () => {
    expect(allowed("iam:PassRole")).toEqual([
      expect.objectContaining({
        Resource: ["arn:aws:iam::111111111111:role/slideruleearth.io/*-iam-role"],
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      }),
    ]);
  });

  it("send mail as support@mail.<domain> and nobody else", () => {
    expect(allowed("ses:SendRawEmail")).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { "ses:FromAddress": "support@mail.slideruleearth.io" } } }),
    ]);
  });
});

describe("the two environments", () => {
  // What deployments/sliderule.yaml sets for each of them, and nothing else.
  const SETTINGS: [string, string, string][] = [
    ["name", "sliderule-test", "sliderule-prod"],
    ["name", "sliderule/test", "sliderule/prod"],
    ["name", "test.sliderule.internal", "prod.sliderule.internal"],
    ["name", 'ResourceTag/Environment\\":\\"test\\"', 'ResourceTag/Environment\\":\\"prod\\"'],
    ["domain", "testsliderule.org", "slideruleearth.io"],
    ["disposable", '"prevent_destroy":false', '"prevent_destroy":true'],
    ["disposable", '"enable_deletion_protection":false', '"enable_deletion_protection":true'],
    ["disposable", '"deletion_protection":false', '"deletion_protection":true'],
    ["variables.zone", "Z0TESTSLIDERULEORG", "Z0SLIDERULEEARTHIO"],
    ["name", "policy/sliderule-test-clusters", "policy/sliderule-prod-clusters"],
    ["variables.version", '"value\\":\\"latest\\"', '"value\\":\\"v3.3.8\\"'],
    ["variables.site-title", "SlideRule Test", "SlideRule Earth"],
    ["variables.site-id", '"SITE_ID\\",\\"value\\":\\"5\\"', '"SITE_ID\\",\\"value\\":\\"4\\"'],
  ];

  it.each(["network", "data", "service"])("differ in the %s layer only by what the manifest says", (layer) => {
    const text = (environment: "test" | "prod") =>
      JSON.stringify(stacks[`sliderule-${environment}-${layer}`]!.json["resource"])
        // Names of target groups end in a hash, and places among a listener's rules are one, of names that differ.
        .replaceAll(/"priority":\d+/g, '"priority":0');
    const asProd = SETTINGS.reduce((json, [, ofTest, ofProd]) => json.replaceAll(ofTest, ofProd), text("test"));
    // The lists of all hosts are the same in both environments, so both sides go through the same replacement.
    const prodText = SETTINGS.reduce((json, [, ofTest, ofProd]) => json.replaceAll(ofTest, ofProd), text("prod"));
    expect(JSON.parse(asProd)).toEqual(JSON.parse(prodText));
  });
});
