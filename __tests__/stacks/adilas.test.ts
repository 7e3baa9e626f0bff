import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { synthesize, type Template } from "./template";

// The facts of adilas, one promise each.
const ROOT = resolve(__dirname, "../..");
const stacks = synthesize(undefined, "adilas");
const of = (environment: string, layer: string): Template => stacks[`adilas-${environment}-${layer}`]!;
const STACKS = ["data0", "data1", "data2"];

/** Synthesizes adilas with something after its manifest. */
function withMore(text: string): Record<string, Template> {
  const root = mkdtempSync(join(tmpdir(), "adilas-"));
  try {
    mkdirSync(join(root, "deployments"));
    writeFileSync(
      join(root, "deployments/adilas.yaml"),
      `${readFileSync(join(ROOT, "deployments/adilas.yaml"), "utf8")}${text}`,
    );
    writeFileSync(join(root, "drydock.yaml"), readFileSync(join(ROOT, "drydock.yaml")));
    symlinkSync(join(ROOT, "docker"), join(root, "docker"));
    return synthesize(root, "adilas");
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe("what is universal", () => {
  it("exists once: one pool of people, and no stack has one", () => {
    expect(Object.keys(of("shared", "data").all("aws_cognito_user_pool"))).toEqual(["people_pool"]);
    for (const stack of STACKS) expect(of(stack, "data").all("aws_cognito_user_pool")).toEqual({});
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
    const more = withMore("\n  data3:\n    modules: { stack: true }\n    costGroup: adilas-data3\n");
    const added = Object.keys(more).filter((name) => !Object.hasOwn(stacks, name));
    expect(added.sort()).toEqual(["data", "network", "operations", "service"].map((layer) => `adilas-data3-${layer}`));
    // The images layer names the folder of the project, which is another one here.
    for (const [name, template] of Object.entries(stacks).filter(([name]) => !name.endsWith("-images"))) {
      expect([name, JSON.stringify(more[name]!.json)]).toEqual([name, JSON.stringify(template.json)]);
    }
  });

  it("are counted apart, for what each costs", () => {
    expect(of("data1", "operations").one("aws_budgets_budget")["cost_filter"]).toEqual([
      { name: "TagKeyValue", values: ["user:CostGroup$adilas-data1"] },
    ]);
  });
});

describe.each(STACKS)("the stack %s", (stack) => {
  const data = of(stack, "data");
  const service = of(stack, "service");

  it("has Aurora MySQL with an instance that takes over, 14 days of backups, and 24 hours to turn back", () => {
    expect(data.one("aws_rds_cluster")).toMatchObject({
      engine: "aurora-mysql",
      backup_retention_period: 14,
      backtrack_window: 86_400,
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      preferred_maintenance_window: "sun:09:30-sun:10:30",
    });
    expect(Object.keys(data.all("aws_rds_cluster_instance"))).toHaveLength(2);
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
    expect(container.secrets.map(({ name }: { name: string }) => name)).toEqual(["DATABASE_PASSWORD", "DATABASE_USER"]);
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
      ["exceptions", "lucee-blue-errors", "lucee-green-errors", "main-slow-queries", "slow-requests"].map(
        (name) => `adilas-${stack}/${name}`,
      ),
    );
    expect(of(stack, "operations").one("aws_cloudwatch_dashboard")["dashboard_name"]).toBe(`adilas-${stack}`);
  });
});
