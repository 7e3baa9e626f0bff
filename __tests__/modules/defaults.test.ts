import { Alarm } from "../../modules/cloudwatch/alarm";
import { tlsOnly } from "../../modules/iam/policy";
import { Role } from "../../modules/iam/role";
import { Secret } from "../../modules/secretsmanager/secret";
import { Vpc } from "../../modules/vpc/vpc";
import { made } from "./made";

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
