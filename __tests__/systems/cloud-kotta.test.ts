import { type Arguments, synthesize, type Template } from "../stacks/template";

// The facts of Cloud Kotta, one promise each.
const stacks = synthesize();
const ENVIRONMENTS = ["prod", "second"] as const;
const WORKERS = ["worker-prod", "worker-test"] as const;
type Environment = (typeof ENVIRONMENTS)[number];
const of = (environment: Environment, layer: string): Template => stacks[`cloud-kotta-${environment}-${layer}`]!;
const data = of("prod", "data");
const service = of("prod", "service");
const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
const container = (name: string): Arguments =>
  JSON.parse(service.one("aws_ecs_task_definition", `${name}_task_definition_task`)["container_definitions"])[0];
const variables = (name: string) =>
  Object.fromEntries(container(name)["environment"].map((one: Arguments) => [one["name"], one["value"]]));
const statements = (name: string) => service.statements(`${name}_task_role_policy`);
const allowed = (name: string) => statements(name).filter(({ Effect }) => Effect === "Allow");
const actions = (name: string) => allowed(name).flatMap(({ Action }) => Action as string[]);

describe("the Base", () => {
  it("is a state of its own, apart from the Main's", () => {
    const key = (layer: string) => of("prod", layer).json["terraform"].backend.s3.key;
    expect(key("data")).toBe("cloud-kotta/prod/data.tfstate");
    expect(key("service")).toBe("cloud-kotta/prod/service.tfstate");
  });

  it.each([
    ["jobs", "job_id"],
    ["users", "user_id"],
  ])("has the table %s with the key %s, paid by request and guarded", (table, key) => {
    expect(data.one("aws_dynamodb_table", `${table}_table`)).toMatchObject({
      name: `cloud-kotta-prod-${table}`,
      hash_key: key,
      attribute: [{ name: key, type: "S" }],
      billing_mode: "PAY_PER_REQUEST",
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("has the bucket of jobs, and refuses to lose it", () => {
    expect(data.one("aws_s3_bucket")).toMatchObject({
      bucket: "cloud-kotta-prod-store-444444444444",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("moves what lies under each prefix to IA after 30 days and to Glacier after 180, but not the code", () => {
    const rules: Arguments[] = data.one("aws_s3_bucket_lifecycle_configuration")["rule"];
    const tiered = rules.filter((rule) => "transition" in rule);
    expect(tiered.map(({ filter }) => filter[0].prefix)).toEqual(["uploads/", "outputs/", "inputs/", "postmortem/"]);
    for (const { transition } of tiered) {
      expect(transition).toEqual([
        { days: 30, storage_class: "STANDARD_IA" },
        { days: 180, storage_class: "GLACIER" },
      ]);
    }
  });

  it("takes encrypted uploads only, over TLS", () => {
    const policy = JSON.parse(data.one("aws_s3_bucket_policy")["policy"]).Statement as Arguments[];
    expect(policy.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ["TlsOnly", "Deny"],
      ["Tls12OrLater", "Deny"],
      ["EncryptedOnly", "Deny"],
    ]);
  });

  it.each(["web", ...WORKERS])("has the role of %s, which outlives the Main, and no principal but ECS", (name) => {
    const role = data.one("aws_iam_role", `${name}_role`);
    expect(role).toMatchObject({ name: `cloud-kotta-prod-${name}-task`, lifecycle: { prevent_destroy: true } });
    expect(JSON.parse(role["assume_role_policy"]).Statement[0].Principal).toEqual({
      Service: "ecs-tasks.amazonaws.com",
    });
  });

  it("hands on what the Main and operators need", () => {
    expect(Object.keys(data.json["output"])).toEqual(
      expect.arrayContaining([
        "jobs_name",
        "users_name",
        "store_name",
        "web_role_arn",
        "worker-prod_role_arn",
        "worker-test_role_arn",
      ]),
    );
  });
});

describe("the Main", () => {
  it("can be destroyed: nothing of it is guarded", () => {
    const guarded = Object.values(service.json["resource"] as Record<string, Record<string, Arguments>>)
      .flatMap((byName) => Object.values(byName))
      .filter(({ lifecycle }) => lifecycle?.prevent_destroy);
    expect(guarded).toEqual([]);
    expect(service.one("aws_lb")["enable_deletion_protection"]).toBe(false);
  });

  it("has a site, two watchers and two pools", () => {
    const names = Object.values(service.all("aws_ecs_service")).map(({ name }) => name);
    expect(names.sort()).toEqual(["admin", "instance-watcher", "queue-watcher", "web", ...WORKERS]);
  });

  it.each(["queue-watcher", "instance-watcher"])("has one %s, and never two", (name) => {
    expect(service.one("aws_ecs_service", `${name}_ecs_service`)).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
    });
  });

  it("has one site, and keeps it while it deploys", () => {
    expect(service.one("aws_ecs_service", "web_ecs_service")).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 100,
    });
    expect(service.all("aws_appautoscaling_target")).not.toHaveProperty("web_scaling_target");
  });
});

describe("a second Main", () => {
  const second = of("second", "data");

  it("uses prod's tables and owns none", () => {
    expect(second.all("aws_dynamodb_table")).toEqual({});
    for (const table of ["jobs", "users"]) {
      const { value } = second.json["output"][`${table}_arn`];
      expect(value).toBe(`\${data.terraform_remote_state.prod-data.outputs.${table}_arn}`);
    }
    const { config } = second.json["data"].terraform_remote_state["prod-data"];
    expect(config.key).toBe("cloud-kotta/prod/data.tfstate");
  });

  it("has queues, topics, files and secrets of its own", () => {
    expect(Object.keys(second.all("aws_sqs_queue"))).toEqual(Object.keys(data.all("aws_sqs_queue")));
    expect(Object.keys(second.all("aws_sns_topic"))).toEqual(Object.keys(data.all("aws_sns_topic")));
    expect(second.one("aws_s3_bucket")["bucket"]).toBe("cloud-kotta-second-store-444444444444");
    expect(second.one("aws_secretsmanager_secret")["name"]).toBe("cloud-kotta/second/login");
  });

  it("answers under a name of its own", () => {
    expect(of("second", "service").one("aws_lb_listener_rule")["condition"]).toEqual([
      { host_header: { values: ["second.kotta.example.org"] } },
    ]);
  });
});

describe("the network", () => {
  const network = of("prod", "network");

  it("is 10.0.0.0/16, with workers in 10.0.10, 20, 30 and 40", () => {
    expect(network.one("aws_vpc")["cidr_block"]).toBe("10.0.0.0/16");
    const subnets = Object.entries(network.all("aws_subnet")).filter(([name]) => name.includes("private"));
    expect(subnets.map(([, subnet]) => subnet["cidr_block"])).toEqual(
      [10, 20, 30, 40].map((number) => `10.0.${number}.0/24`),
    );
  });

  it("reaches S3 without leaving AWS", () => {
    expect(network.one("aws_vpc_endpoint")).toMatchObject({
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.us-east-1.s3",
    });
  });

  it("lets in HTTP and HTTPS at the load balancer, the site's port from there, and nothing from anywhere else", () => {
    const rules = Object.values(service.all("aws_vpc_security_group_ingress_rule"));
    expect(rules.map((rule) => [rule["cidr_ipv4"] ?? "the load balancer", rule["from_port"], rule["to_port"]])).toEqual(
      expect.arrayContaining([
        ["0.0.0.0/0", 80, 80],
        ["0.0.0.0/0", 443, 443],
        ["the load balancer", 8888, 8888],
      ]),
    );
    expect(rules).toHaveLength(3);
  });
});

describe("the site", () => {
  it.each(ENVIRONMENTS)("of %s has the certificate whose ARN is put in", (environment) => {
    const { certificate_arn: arn } = of(environment, "service").one("aws_lb_listener", "front_door_balancer_https");
    expect(arn).toMatch(/^arn:aws:acm:us-east-1:444444444444:certificate\//);
    expect(of(environment, "service").all("aws_acm_certificate")).toEqual({});
  });

  it("speaks HTTP on one port, which is a setting: the load balancer ends TLS and says how it was spoken to", () => {
    expect(container("web")["portMappings"]).toEqual([{ containerPort: 8888, hostPort: 8888, protocol: "tcp" }]);
    expect(variables("web")["PORT"]).toBe("8888");
    expect(service.one("aws_lb_target_group")).toMatchObject({ port: 8888, protocol: "HTTP" });
    expect(service.one("aws_lb_listener", "front_door_balancer_http")["default_action"]).toMatchObject([
      { type: "redirect", redirect: { protocol: "HTTPS", status_code: "HTTP_301" } },
    ]);
  });

  it("knows its own address", () => expect(variables("web")["SERVER_URL"]).toBe("https://kotta.example.org"));

  it("is given the keys of Login with Amazon and of its sessions by ECS, and no other credentials", () => {
    const secrets: Arguments[] = container("web")["secrets"];
    expect(secrets.map(({ name, valueFrom }) => [name, valueFrom])).toEqual(
      ["LWA_CLIENT_ID", "LWA_CLIENT_SECRET", "SESSION_ENCRYPT_KEY", "SESSION_VALIDATE_KEY"].map((name) => [
        name,
        `${output("login_arn")}:${name}::`,
      ]),
    );
    const text = JSON.stringify(Object.values(stacks).map(({ json }) => json));
    expect(text).not.toMatch(/aws_iam_user|aws_iam_access_key|S3UploadKey/);
  });

  it("reads and writes uploads and outputs, reads the code, and no other prefix", () => {
    const resources = (sid: string) => allowed("web").find(({ Sid }) => Sid === sid)!["Resource"];
    const under = (...prefixes: string[]) => prefixes.map((prefix) => `${output("store_arn")}/${prefix}/*`);
    expect(resources("ReadStore")).toEqual(under("uploads", "outputs", "code"));
    expect(resources("WriteStore")).toEqual(under("uploads", "outputs"));
  });
});

describe("queues and topics", () => {
  it.each(["prod", "test"])("%s: pending for 43,199 s, long polls, a dead-letter queue", (pool) => {
    const queue = data.one("aws_sqs_queue", `pending-${pool}_queue`);
    expect(queue).toMatchObject({ visibility_timeout_seconds: 43_199, receive_wait_time_seconds: 20 });
    expect(queue["redrive_policy"]).toContain(`pending-${pool}_dead-letters.arn`);
  });

  it.each(["prod", "test"])("%s: an active queue, which is looked at again and again", (pool) => {
    const queue = data.one("aws_sqs_queue", `active-${pool}_queue`);
    expect(queue["visibility_timeout_seconds"]).toBe(30);
    expect(queue["redrive_policy"]).toContain("1000");
  });

  it.each(["prod", "test"])("%s: its topic, and only that, sends to the pending queue", (pool) => {
    const [statement, ...more] = JSON.parse(
      data.one("aws_sqs_queue_policy", `pending-${pool}_policy`)["policy"],
    ).Statement;
    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Condition: { ArnEquals: { "aws:SourceArn": `\${aws_sns_topic.jobs-${pool}_topic.arn}` } },
    });
    expect(data.one("aws_sns_topic_subscription", `pending-${pool}_subscription`)["topic_arn"]).toBe(
      `\${aws_sns_topic.jobs-${pool}_topic.arn}`,
    );
  });
});

describe("the pools", () => {
  const group = (pool: string) => service.one("aws_autoscaling_group", `ec2_capacities_${pool}_group_group`);
  const mix = (pool: string) => group(pool)["mixed_instances_policy"].instances_distribution;
  const types = (pool: string) =>
    group(pool)["mixed_instances_policy"].launch_template.override.map((one: Arguments) => one["instance_type"]);

  it("Prod runs on Spot for 1 dollar an hour at the most, m4.xlarge or the like", () => {
    expect(mix("prod")).toMatchObject({ on_demand_percentage_above_base_capacity: 0, spot_max_price: "1" });
    expect(types("prod")).toEqual(["m4.xlarge", "m5.xlarge", "m5a.xlarge", "m6i.xlarge"]);
  });

  it("Test runs on demand, t2.small or the like", () => {
    expect(mix("test")).toMatchObject({ on_demand_percentage_above_base_capacity: 100 });
    expect(types("test")).toEqual(["t2.small", "t3.small"]);
  });

  it.each([
    ["worker-prod", 0, 10],
    ["worker-test", 1, 10],
  ])("%s has %i to %i workers", (name, min, max) => {
    const target = service.one("aws_appautoscaling_target", `${name}_scaling_target`);
    expect(target).toMatchObject({ min_capacity: min, max_capacity: max });
  });

  it.each([
    ["worker-prod", "prod", { period: 60, periods: 1, cooldown: 60 }, { period: 1200, periods: 3, cooldown: 60 }],
    ["worker-test", "test", { period: 120, periods: 2, cooldown: 240 }, { period: 120, periods: 3, cooldown: 60 }],
  ])("%s follows the queues of %s, up %p and down %p, one at a time", (name, pool, up, down) => {
    const alarms = Object.entries(service.all("aws_cloudwatch_metric_alarm")).filter(([key]) => key.startsWith(name));
    const policies = Object.entries(service.all("aws_appautoscaling_policy")).filter(([key]) => key.startsWith(name));
    const step = (adjustment: number) =>
      policies
        .map(([, policy]) => policy["step_scaling_policy_configuration"])
        .find(({ step_adjustment: steps }) =>
          steps.every((one: Arguments) => one["scaling_adjustment"] === adjustment),
        );
    expect(step(1)).toMatchObject({ adjustment_type: "ChangeInCapacity", cooldown: up.cooldown });
    expect(step(-1)).toMatchObject({ adjustment_type: "ChangeInCapacity", cooldown: down.cooldown });
    const alarm = (direction: string) => alarms.find(([key]) => key.includes(direction))![1];
    const periods = (one: Arguments) =>
      (one["metric_query"] ?? []).flatMap(({ metric }: Arguments) => metric?.[0]?.period ?? metric?.period ?? []);
    for (const [direction, wanted] of [
      ["up", up],
      ["down", down],
    ] as const) {
      expect(alarm(direction)["evaluation_periods"]).toBe(wanted.periods);
      expect(new Set([...periods(alarm(direction)), alarm(direction)["period"]].filter(Boolean))).toEqual(
        new Set([wanted.period]),
      );
    }
    const text = JSON.stringify(alarm("down"));
    expect(text).toContain(output(`pending-${pool}_name`));
    expect(text).toContain(output(`active-${pool}_name`));
    expect(text).toContain("ApproximateNumberOfMessagesNotVisible");
    expect(text).toContain("AWS/SQS");
  });

  it.each(WORKERS)("%s: a busy worker protects itself, and may do so for its own tasks only", (name) => {
    const [protection] = allowed(name).filter(({ Action }) => Action.includes("ecs:UpdateTaskProtection"));
    expect(JSON.stringify(protection)).toContain("cloud-kotta-prod");
    expect(service.one("aws_ecs_service", `${name}_ecs_service`)["timeouts"].update).toBe("46800s");
  });

  it.each(WORKERS)("%s has a scratch disk of its own, the newest image, IMDSv2 and no key", (name) => {
    const pool = name.replace("worker-", "");
    const template = service.one("aws_launch_template", `ec2_capacities_${pool}_template_template`);
    expect(template["image_id"]).toMatch(/^resolve:ssm:\/aws\/service\/ecs\/optimized-ami\//);
    expect(template["metadata_options"].http_tokens).toBe("required");
    expect(template).not.toHaveProperty("key_name");
    expect(template["block_device_mappings"]).toHaveLength(2);
    expect(container(name)["mountPoints"].map((one: Arguments) => one["containerPath"])).toContain("/scratch");
  });

  it.each(WORKERS)("%s may take the roles of users, writes outputs and logs, and can start no instance", (name) => {
    expect(allowed(name).find(({ Action }) => Action.includes("sts:AssumeRole"))).toMatchObject({
      Resource: ["arn:aws:iam::444444444444:role/kotta-users/*"],
    });
    const writes = allowed(name).find(({ Sid }) => Sid === "WriteStore")!;
    expect(writes["Resource"]).toEqual(["outputs", "postmortem"].map((prefix) => `${output("store_arn")}/${prefix}/*`));
    expect(actions(name).filter((action) => /^(ec2|autoscaling|iam):/.test(action))).toEqual([]);
  });

  it.each([
    ["worker-prod", "test"],
    ["worker-test", "prod"],
  ])("%s has nothing to do with the queues of %s", (name, other) => {
    const text = JSON.stringify([statements(name), container(name)]);
    expect(text).not.toContain(`pending-${other}`);
    expect(text).not.toContain(`active-${other}`);
  });
});

describe("the watchers", () => {
  it("publish metrics in the namespace that the programs use, and in no other", () => {
    expect(allowed("queue-watcher").find(({ Action }) => Action.includes("cloudwatch:PutMetricData"))).toMatchObject({
      Condition: { StringEquals: { "cloudwatch:namespace": "SQS" } },
    });
    expect(actions("instance-watcher")).not.toContain("cloudwatch:PutMetricData");
  });

  it("look at the queues, and only the instance watcher takes messages", () => {
    expect(actions("queue-watcher").filter((action) => /^sqs:(Receive|Delete|Send|Purge|Change)/.test(action))).toEqual(
      [],
    );
    expect(actions("queue-watcher")).toContain("sqs:GetQueueAttributes");
    expect(actions("instance-watcher")).toContain("sqs:ReceiveMessage");
  });

  it("shrink the two pools, and no other service", () => {
    expect(allowed("instance-watcher").find(({ Action }) => Action.includes("ecs:UpdateService"))).toMatchObject({
      Resource: WORKERS.map((name) => `arn:aws:ecs:us-east-1:444444444444:service/cloud-kotta-prod/${name}`),
    });
  });
});

describe("users", () => {
  it("are added by a task of their own, which asks SES to verify the address", () => {
    expect(service.one("aws_ecs_service", "admin_ecs_service")["desired_count"]).toBe(0);
    expect(container("admin")["command"]).toEqual(["add-user"]);
    expect(actions("admin")).toEqual(expect.arrayContaining(["dynamodb:UpdateItem", "ses:VerifyEmailIdentity"]));
  });

  it("are read by the site, and written by nobody else", () => {
    const writers = ["web", "queue-watcher", "instance-watcher", ...WORKERS].filter((name) =>
      allowed(name).some(
        ({ Action, Resource }) => Action.includes("dynamodb:PutItem") && Resource.includes(output("users_arn")),
      ),
    );
    expect(writers).toEqual([]);
  });
});
