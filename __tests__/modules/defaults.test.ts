import { Alarm } from "../../modules/alarm";
import { CloudFront, type CloudFrontProps } from "../../modules/cloud-front";
import { EcsService } from "../../modules/ecs-service";
import { Firewall, type FirewallProps } from "../../modules/firewall";
import { HttpRoute, type HttpRouteProps } from "../../modules/http-route";
import { LoadBalancer } from "../../modules/load-balancer";
import { tlsOnly } from "../../modules/policy";
import { Postgres, type PostgresProps } from "../../modules/postgres";
import { Role } from "../../modules/role";
import { Secret } from "../../modules/secret";
import { TaskDefinition } from "../../modules/task-definition";
import { Vpc } from "../../modules/vpc";
import type { Template } from "../stacks/template";
import { made } from "./made";

const database: PostgresProps = {
  name: "shop-prod-main",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  version: "16",
  instanceClass: "db.t4g.micro",
  storage: 20,
  multiZone: true,
  database: "shop",
  user: "postgres",
  parameters: {},
  backupRetentionDays: 7,
  keepBackupsAfterDelete: true,
  guarded: true,
  account: "111111111111",
};

describe("a PostgreSQL server", () => {
  const template = made((scope) => new Postgres(scope, "main", database));
  const instance = template.one("aws_db_instance");

  it("is encrypted", () => expect(instance["storage_encrypted"]).toBe(true));
  it("is not reachable from the internet", () => expect(instance["publicly_accessible"]).toBe(false));
  it("takes TLS only", () =>
    expect(template.one("aws_db_parameter_group")["parameter"]).toEqual([{ name: "rds.force_ssl", value: "1" }]));
  it("has a password that Terraform never sees", () => expect(instance["manage_master_user_password"]).toBe(true));
  it("leaves a final snapshot behind", () => expect(instance["skip_final_snapshot"]).toBe(false));
  it("refuses to be deleted, in AWS and in Terraform", () => {
    expect(instance["deletion_protection"]).toBe(true);
    expect(instance["lifecycle"].prevent_destroy).toBe(true);
  });
  it("lets nobody in until a service says that it uses it", () => {
    expect(template.all("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(template.one("aws_security_group")).not.toHaveProperty("ingress");
  });
  it("exports its logs to groups that forget after 90 days", () => {
    expect(instance["enabled_cloudwatch_logs_exports"]).toEqual(["postgresql", "upgrade"]);
    for (const group of Object.values(template.all("aws_cloudwatch_log_group"))) {
      expect(group["retention_in_days"]).toBe(90);
    }
  });
  it("can be watched: enhanced monitoring and Performance Insights are on", () => {
    expect(instance).toMatchObject({ monitoring_interval: 60, performance_insights_enabled: true });
  });
  it("takes its name and user from the snapshot when it is restored", () => {
    const restored = made((scope) => new Postgres(scope, "main", { ...database, snapshot: "before" }));
    expect(restored.one("aws_db_instance")).toMatchObject({ snapshot_identifier: "before" });
    expect(restored.one("aws_db_instance")).not.toHaveProperty("db_name");
  });
});

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

describe("a load balancer", () => {
  const template = made(
    (scope) =>
      new LoadBalancer(scope, "front", {
        name: "shop",
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        allow: { ranges: ["0.0.0.0/0"] },
        certificateArn: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
        idleTimeout: 60,
        guarded: true,
      }),
  );

  it("drops headers that are not valid", () => expect(template.one("aws_lb")["drop_invalid_header_fields"]).toBe(true));
  it("refuses to be deleted, in AWS and in Terraform", () => {
    expect(template.one("aws_lb")["enable_deletion_protection"]).toBe(true);
    expect(template.one("aws_lb")["lifecycle"]).toEqual({ prevent_destroy: true });
  });
  it("finds nothing for a host that no service has", () =>
    expect(template.one("aws_lb_listener", "front_https")["default_action"]).toMatchObject([
      { type: "fixed-response", fixed_response: { status_code: "404" } },
    ]));
  it("lets the world in on ports 80 and 443 only", () => {
    const ports = Object.values(template.all("aws_vpc_security_group_ingress_rule")).map((rule) => [
      rule["from_port"],
      rule["to_port"],
    ]);
    expect(ports).toEqual([
      [80, 80],
      [443, 443],
    ]);
  });
});

describe("a load balancer behind CloudFront", () => {
  const behind = (certificateArn?: string) =>
    made(
      (scope) =>
        new LoadBalancer(scope, "front", {
          name: "shop",
          vpcId: "vpc-1",
          subnetIds: ["subnet-1", "subnet-2"],
          allow: { cloudFront: "pl-1" },
          certificateArn,
          idleTimeout: 60,
          guarded: false,
        }),
    );

  it("has no public address", () => expect(behind().one("aws_lb")["internal"]).toBe(true));
  it.each([
    ["HTTPS with a certificate", "arn:aws:acm:eu-central-1:111111111111:certificate/1", 443],
    ["HTTP without one", undefined, 80],
  ])("takes %s from CloudFront, and nothing else from anybody", (_protocol, certificateArn, port) => {
    const template = behind(certificateArn);
    expect(template.one("aws_lb_listener")).toMatchObject({ port, default_action: [{ type: "fixed-response" }] });
    const rule = template.one("aws_vpc_security_group_ingress_rule");
    expect(rule).toMatchObject({ prefix_list_id: "pl-1", from_port: port, to_port: port });
    expect(rule).not.toHaveProperty("cidr_ipv4");
  });
});

describe("CloudFront", () => {
  const cloudFront = (own?: CloudFrontProps["own"]) =>
    made(
      (scope) =>
        new CloudFront(scope, "edge", {
          name: "shop",
          balancer: { arn: "arn:aws:elasticloadbalancing:::loadbalancer/app/shop/1", dnsName: "shop.internal" },
          own,
          priceClass: "PriceClass_100",
          readTimeout: 60,
          guarded: true,
        }),
    );
  const certificateArn = "arn:aws:acm:us-east-1:111111111111:certificate/1";
  const own = cloudFront({ hosts: ["www.shop.org"], certificateArn });

  it("takes HTTPS only, and TLS 1.2 at the least for hosts of one's own", () => {
    const distribution = own.one("aws_cloudfront_distribution");
    expect(distribution["default_cache_behavior"].viewer_protocol_policy).toBe("redirect-to-https");
    expect(distribution["viewer_certificate"]).toEqual({
      acm_certificate_arn: certificateArn,
      ssl_support_method: "sni-only",
      minimum_protocol_version: "TLSv1.2_2021",
    });
  });
  it("caches nothing and hands every header, cookie and parameter on", () =>
    expect(own.one("aws_cloudfront_distribution")["default_cache_behavior"]).toMatchObject({
      allowed_methods: expect.arrayContaining(["GET", "POST", "PUT", "DELETE"]),
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    }));
  it("reaches the load balancer inside its VPC: over TLS for hosts of one's own, else over HTTP", () => {
    const policy = (template: Template) =>
      template.one("aws_cloudfront_vpc_origin")["vpc_origin_endpoint_config"][0].origin_protocol_policy;
    expect([policy(own), policy(cloudFront())]).toEqual(["https-only", "http-only"]);
  });
  it("has a name and a certificate of its own when it is given none", () => {
    const distribution = cloudFront().one("aws_cloudfront_distribution");
    expect(distribution["viewer_certificate"]).toEqual({ cloudfront_default_certificate: true });
    expect(distribution).not.toHaveProperty("aliases");
  });
  it("refuses to be destroyed, for its name is in use", () =>
    expect(own.one("aws_cloudfront_distribution")["lifecycle"]).toEqual({ prevent_destroy: true }));
});

describe("a web application firewall", () => {
  const firewall = (more: Partial<FirewallProps>) =>
    made(
      (scope) =>
        new Firewall(scope, "waf", {
          name: "shop",
          common: "block",
          sqlInjection: "block",
          knownBadInputs: "block",
          rate: { requests: 2000, verdict: "block" },
          logRetentionDays: 30,
          ...more,
        }),
    );
  const rules = (template: Template): Record<string, any> =>
    Object.fromEntries(template.one("aws_wafv2_web_acl")["rule"].map((rule: any) => [rule.name, rule]));
  const template = firewall({});

  it("blocks what AWS's managed rules are against, but large bodies, which uploads have", () => {
    const { CommonRuleSet: common, SQLiRuleSet: sql, KnownBadInputsRuleSet: known } = rules(template);
    expect([common, sql, known].map((rule) => rule.override_action)).toEqual([
      { none: {} },
      { none: {} },
      { none: {} },
    ]);
    expect(common.statement.managed_rule_group_statement.rule_action_override).toEqual([
      { name: "SizeRestrictions_BODY", action_to_use: { count: {} } },
    ]);
  });
  it("blocks an address that asks too often", () =>
    expect(rules(template)["rate"]).toMatchObject({
      action: { block: {} },
      statement: { rate_based_statement: { limit: 2000, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
    }));
  it("counts where it is told to, one by one", () => {
    const counting = rules(firewall({ sqlInjection: "count", rate: { requests: 10, verdict: "count" } }));
    expect(counting["SQLiRuleSet"].override_action).toEqual({ count: {} });
    expect(counting["CommonRuleSet"].override_action).toEqual({ none: {} });
    expect(counting["rate"].action).toEqual({ count: {} });
  });
  it("logs what it blocked or counted, without what signs a visitor in", () => {
    const logging = template.one("aws_wafv2_web_acl_logging_configuration");
    expect(logging["redacted_fields"]).toEqual([
      { single_header: { name: "authorization" } },
      { single_header: { name: "cookie" } },
    ]);
    expect(logging["logging_filter"]).toMatchObject({ default_behavior: "DROP" });
    expect(template.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-shop",
      retention_in_days: 30,
    });
  });
});

describe("the way to a service", () => {
  const way = (more: Partial<HttpRouteProps>) =>
    made(
      (scope) =>
        new HttpRoute(scope, "web", {
          name: "shop-web",
          vpcId: "vpc-1",
          listenerArn: "arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/shop/1/2",
          host: "www.shop.org",
          priority: 1,
          port: 80,
          healthCheck: { path: "/", status: "200", interval: 30, timeout: 5, healthy: 3, unhealthy: 3 },
          deregistrationDelay: 60,
          ...more,
        }),
    ).one("aws_lb_target_group");

  it("binds no client to a task, and takes an earlier setting back", () =>
    expect(way({})["stickiness"]).toEqual({ type: "lb_cookie", enabled: false }));
  it("binds clients for as long as it is told", () =>
    expect(way({ stickyFor: 1800 })["stickiness"]).toEqual({
      type: "lb_cookie",
      enabled: true,
      cookie_duration: 1800,
    }));
  it("names a target group after what forces a new one, so that both can be there at once", () =>
    expect(way({ port: 81 })["name"]).not.toBe(way({})["name"]));
});

describe("a VPC", () => {
  const vpc = (nat: "single" | "zonal" | "none") =>
    made(
      (scope) =>
        new Vpc(scope, "vpc", {
          name: "shop",
          region: "eu-central-1",
          cidr: "10.0.0.0/16",
          nat,
          zones: [
            { name: "eu-central-1a", publicCidr: "10.0.0.0/20", privateCidr: "10.0.32.0/20" },
            { name: "eu-central-1b", publicCidr: "10.0.16.0/20", privateCidr: "10.0.48.0/20" },
          ],
        }),
    );
  const template = vpc("single");

  it("lets nothing through its default security group", () =>
    expect(template.one("aws_default_security_group")).toMatchObject({ ingress: [], egress: [] }));
  it("gives nothing a public address by itself", () => {
    for (const subnet of Object.values(template.all("aws_subnet"))) {
      expect(subnet["map_public_ip_on_launch"]).toBe(false);
    }
  });
  it("reaches S3 without the internet", () =>
    expect(template.one("aws_vpc_endpoint")).toMatchObject({
      service_name: "com.amazonaws.eu-central-1.s3",
      vpc_endpoint_type: "Gateway",
    }));
  it.each([
    ["single", 1, 2],
    ["zonal", 2, 2],
    ["none", 0, 0],
  ] as const)("with %s NAT has %i gateways and %i ways out of private subnets", (nat, gateways, routes) => {
    const made = vpc(nat);
    expect(Object.keys(made.all("aws_nat_gateway"))).toHaveLength(gateways);
    const ways = Object.values(made.all("aws_route")).filter((route) => "nat_gateway_id" in route);
    expect(ways).toHaveLength(routes);
  });
});

describe("a role", () => {
  it("is taken by its service only, and only for this account", () => {
    const template = made(
      (scope) =>
        new Role(scope, "task", {
          name: "shop-task",
          description: "Task",
          service: "ecs-tasks.amazonaws.com",
          account: "111111111111",
          statements: [],
          permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary",
        }),
    );
    const role = template.one("aws_iam_role");
    expect(JSON.parse(role["assume_role_policy"]).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
    expect(role["permissions_boundary"]).toBe("arn:aws:iam::111111111111:policy/boundary");
    expect(template.all("aws_iam_role_policy")).toEqual({});
  });
});

describe("a secret", () => {
  const template = made(
    (scope) =>
      new Secret(scope, "app", {
        name: "shop/prod/app",
        description: "Application",
        generate: ["KEY"],
        keys: ["DSN"],
        guarded: true,
      }),
  );
  const version = template.one("aws_secretsmanager_secret_version");

  it("has a first value that Terraform writes once and keeps nowhere", () => {
    expect(version).not.toHaveProperty("secret_string");
    const password = "ephemeral.aws_secretsmanager_random_password.app_random-KEY.random_password";
    expect(version["secret_string_wo"]).toBe(`\${jsonencode({ "KEY" = ${password}, "DSN" = "" })}`);
    expect(version["secret_string_wo_version"]).toBe(1);
  });
  it("refuses to be destroyed", () =>
    expect(template.one("aws_secretsmanager_secret")["lifecycle"]).toEqual({ prevent_destroy: true }));
});

describe("an alarm", () => {
  it("tells the topic when it begins and when it ends", () => {
    const template = made(
      (scope) =>
        new Alarm(scope, "cpu", {
          name: "cpu",
          description: "Do something",
          topicArn: "arn:aws:sns:eu-central-1:111111111111:alarms",
          metric: { namespace: "AWS/ECS", name: "CPUUtilization", dimensions: {}, statistic: "Average" },
          comparison: "above",
          threshold: 85,
          period: 300,
          periods: 3,
        }),
    );
    const topic = ["arn:aws:sns:eu-central-1:111111111111:alarms"];
    expect(template.one("aws_cloudwatch_metric_alarm")).toMatchObject({ alarm_actions: topic, ok_actions: topic });
  });
});

describe("a bucket policy over TLS only", () => {
  it("denies plain HTTP and TLS before 1.2, on the bucket and all in it", () => {
    expect(tlsOnly("arn:b").map(({ effect, resources, conditions }) => ({ effect, resources, conditions }))).toEqual([
      {
        effect: "Deny",
        resources: ["arn:b", "arn:b/*"],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        effect: "Deny",
        resources: ["arn:b", "arn:b/*"],
        conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ]);
  });
});
