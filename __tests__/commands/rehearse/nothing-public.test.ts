import { nothingPublic } from "../../../commands/rehearse/promises/nothing-public";
import { applied, layer, type Resources } from "./applied";

const exposed = { services: { web: { expose: { host: "shop.example.org" }, uses: {} } } };
const door: Resources = {
  "aws_lb.balancer": { arn: "arn:lb", internal: false, security_groups: ["sg-door"] },
  "aws_lb_listener.https": { load_balancer_arn: "arn:lb", port: 443 },
};

function ingress(group: string, port: number, range: string, to = port) {
  return { security_group_id: group, ip_protocol: "tcp", from_port: port, to_port: to, cidr_ipv4: range };
}

function findings(resources: Resources, settings: object = exposed): string[] {
  return nothingPublic(applied({ ...settings }, layer("service", resources)));
}

it("lets the world reach the listeners of the load balancer", () => {
  expect(findings({ ...door, "aws_vpc_security_group_ingress_rule.in": ingress("sg-door", 443, "0.0.0.0/0") })).toEqual(
    [],
  );
});

it.each([
  ["another port of the load balancer", ingress("sg-door", 8080, "0.0.0.0/0"), "lets 0.0.0.0/0 in on port 8080"],
  ["a range of ports", ingress("sg-door", 443, "0.0.0.0/0", 444), "lets 0.0.0.0/0 in on ports 443 to 444"],
  ["something else than the load balancer", ingress("sg-task", 443, "0.0.0.0/0"), "lets 0.0.0.0/0 in on port 443"],
  ["half of the internet", ingress("sg-task", 443, "128.0.0.0/1"), "lets 128.0.0.0/1 in"],
  ["every port", { security_group_id: "sg-task", ip_protocol: "-1", cidr_ipv6: "::/0" }, "lets ::/0 in on every port"],
])("finds a rule that opens %s", (_what, rule, sentence) => {
  expect(findings({ ...door, "aws_vpc_security_group_ingress_rule.in": rule })).toEqual([
    expect.stringContaining(`shop-test-service: aws_vpc_security_group_ingress_rule.in ${sentence}`),
  ]);
});

it("finds a rule written inside a group, too", () => {
  const rule = {
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidr_blocks: ["0.0.0.0/0"],
    ipv6_cidr_blocks: [],
    security_groups: [],
  };
  expect(findings({ "aws_security_group.ssh": { id: "sg-ssh", ingress: [rule], egress: [] } })).toHaveLength(1);
});

it("finds a load balancer open to more than the manifest allows", () => {
  const settings = { ...exposed, loadBalancer: { allow: ["198.51.100.0/24"] } };
  const open = { ...door, "aws_vpc_security_group_ingress_rule.in": ingress("sg-door", 443, "0.0.0.0/0") };
  expect(findings(open, settings)).toHaveLength(1);
});

it("finds a load balancer that faces the internet although nothing is exposed", () => {
  expect(findings(door, { services: {} })).toEqual([expect.stringContaining("aws_lb.balancer faces the internet")]);
});

describe("behind CloudFront", () => {
  const settings = { ...exposed, loadBalancer: { allow: ["0.0.0.0/0"], cloudFront: {} } };
  const inside: Resources = {
    "aws_lb.balancer": { arn: "arn:lb", internal: true, security_groups: ["sg-door"] },
    "aws_lb_listener.https": { load_balancer_arn: "arn:lb", port: 443 },
    "aws_cloudfront_distribution.front": { enabled: true },
  };
  const from = (group: string, port: number): Resources => ({
    "aws_vpc_security_group_ingress_rule.in": {
      security_group_id: group,
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
      prefix_list_id: "pl-1",
    },
  });

  it("lets CloudFront reach the listener of the load balancer", () => {
    expect(findings({ ...inside, ...from("sg-door", 443) }, settings)).toEqual([]);
  });

  it.each([
    ["another port", "sg-door", 80],
    ["something else than the load balancer", "sg-task", 443],
  ])("finds a rule that opens %s to CloudFront", (_what, group, port) => {
    expect(findings({ ...inside, ...from(group, port) }, settings)).toEqual([
      expect.stringContaining(`lets pl-1 in on port ${port}`),
    ]);
  });

  it("finds a load balancer that faces the internet too", () => {
    expect(findings(door, settings)).toEqual([expect.stringContaining("CloudFront alone is to reach it")]);
  });

  it("finds a distribution and its way in that the manifest does not have", () => {
    expect(findings({ ...inside, ...from("sg-door", 443) })).toEqual([
      expect.stringContaining("lets pl-1 in on port 443"),
      expect.stringContaining("aws_cloudfront_distribution.front serves the internet"),
    ]);
  });
});

describe("static addresses", () => {
  const addresses: Resources = { "aws_globalaccelerator_accelerator.addresses": { name: "shop" } };
  const leading = (endpoint: string): Resources => ({
    ...door,
    ...addresses,
    "aws_globalaccelerator_endpoint_group.way": { endpoint_configuration: [{ endpoint_id: endpoint }] },
  });
  const settings = { ...exposed, loadBalancer: { allow: ["0.0.0.0/0"], staticAddresses: true } };

  it("lead to the load balancer", () => expect(findings(leading("arn:lb"), settings)).toEqual([]));

  it("are found where they lead to something else", () => {
    expect(findings(leading("i-1"), settings)).toEqual([
      expect.stringContaining("leads the internet to i-1, which is no load balancer of the manifest"),
    ]);
  });

  it("are found where the manifest asks for none", () => {
    expect(findings(leading("arn:lb"))).toEqual([expect.stringContaining("the manifest asks for no static ones")]);
  });
});

it("lets rules out, and rules for known ranges", () => {
  expect(
    findings({
      "aws_vpc_security_group_egress_rule.out": ingress("sg-task", 443, "0.0.0.0/0"),
      "aws_vpc_security_group_ingress_rule.in": ingress("sg-task", 443, "10.0.0.0/8"),
    }),
  ).toEqual([]);
});

it("finds public databases and tasks with public addresses", () => {
  expect(
    findings({
      "aws_db_instance.main": { publicly_accessible: true },
      "aws_ecs_service.web": { network_configuration: [{ assign_public_ip: true }] },
      "aws_instance.tunnel": { associate_public_ip_address: true },
    }),
  ).toEqual([
    expect.stringContaining("publicly accessible"),
    expect.stringContaining("public addresses"),
    expect.stringContaining("public address"),
  ]);
});

describe("the tunnel's host", () => {
  const host: Resources = {
    "aws_instance.host": {
      id: "i-1",
      associate_public_ip_address: false,
      vpc_security_group_ids: ["sg-out", "sg-ssh"],
    },
  };
  const open: Resources = {
    ...host,
    "aws_eip_association.host": { instance_id: "i-1" },
    "aws_vpc_security_group_ingress_rule.office": ingress("sg-ssh", 22, "203.0.113.0/24"),
  };
  const settings = { tunnel: { uses: {}, ssh: { from: { office: "203.0.113.0/24" }, keys: {} } } };
  const judge = (resources: Resources, asked: object) =>
    nothingPublic(applied({ ...asked }, layer("network", resources, { tunnel_instance_id: "i-1" })));

  it("may have an address and let its ranges in by SSH, if the manifest says so", () => {
    expect(judge(open, settings)).toEqual([]);
    expect(judge(host, { tunnel: { uses: {} } })).toEqual([]);
  });

  it("is found with an address or an open port that the manifest does not ask for", () => {
    expect(judge(open, { tunnel: { uses: {} } })).toEqual([
      expect.stringContaining("aws_instance.host has a public address"),
      expect.stringContaining("aws_vpc_security_group_ingress_rule.office lets somebody reach the tunnel's host"),
    ]);
  });

  it.each([
    ["another range", ingress("sg-ssh", 22, "203.0.114.0/24")],
    ["another port", ingress("sg-ssh", 23, "203.0.113.0/24")],
    ["another group", ingress("sg-out", 22, "198.51.100.0/24")],
    [
      "a group in place of a range",
      { ...ingress("sg-ssh", 22, ""), cidr_ipv4: null, referenced_security_group_id: "sg-1" },
    ],
  ])("is found open to %s", (_what, rule) => {
    expect(judge({ ...open, "aws_vpc_security_group_ingress_rule.more": rule }, settings)).toHaveLength(1);
  });

  it("is the only machine that may have an address", () => {
    const other = { "aws_instance.other": { id: "i-2" }, "aws_eip_association.other": { instance_id: "i-2" } };
    expect(judge({ ...open, ...other }, settings)).toEqual([
      expect.stringContaining("aws_instance.other has a public"),
    ]);
  });
});

it("finds a bucket that does not block public access in all four ways", () => {
  const block = {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const bucket = { "aws_s3_bucket.media": { bucket: "media" } };
  const blocked = (values: object) => ({
    ...bucket,
    "aws_s3_bucket_public_access_block.media": { bucket: "media", ...values },
  });
  expect(findings(bucket)).toHaveLength(1);
  expect(findings(blocked({ ...block, block_public_acls: false }))).toHaveLength(1);
  expect(findings(blocked(block))).toEqual([]);
});

describe("a bucket that the manifest calls public", () => {
  const read = { Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject" };

  function judge(statement: object, bucket = "shop-media"): string[] {
    const policy = JSON.stringify({ Statement: [statement] });
    const resources = { "aws_s3_bucket.media": { bucket }, "aws_s3_bucket_policy.media": { bucket, policy } };
    const settings = { ...exposed, buckets: { media: { public: "read" } } };
    return nothingPublic(applied(settings, layer("data", resources, { media_name: "shop-media" })));
  }

  it("may be read by anyone", () => {
    expect(judge(read)).toEqual([]);
  });

  it("may not be written by anyone", () => {
    expect(judge({ ...read, Action: ["s3:GetObject", "s3:PutObject"] })).toHaveLength(1);
  });

  it("makes no other bucket public", () => {
    expect(judge(read, "shop-other")).toHaveLength(2);
  });
});

it.each([
  ["anyone", { Effect: "Allow", Principal: "*" }, 1],
  ["any AWS account", { Effect: "Allow", Principal: { AWS: "*" } }, 1],
  ["anyone under a condition", { Effect: "Allow", Principal: "*", Condition: {} }, 0],
  ["a service", { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" } }, 0],
  ["nobody, for it denies", { Effect: "Deny", Principal: "*" }, 0],
])("judges a policy that allows %s", (_who, statement, count) => {
  const policy = JSON.stringify({ Statement: [statement] });
  expect(findings({ "aws_sqs_queue_policy.jobs": { policy } })).toHaveLength(count);
});

it("finds functions that anybody may start", () => {
  const permission = { function_name: "shop-test-resize", principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::b" };
  expect(
    findings({
      "aws_lambda_permission.fine": permission,
      "aws_lambda_permission.any": { ...permission, source_arn: null },
      "aws_lambda_function_url.open": { authorization_type: "NONE" },
      "aws_lambda_function_url.signed": { authorization_type: "AWS_IAM" },
    }),
  ).toEqual([
    "shop-test-service: aws_lambda_function_url.open lets anybody start its function",
    "shop-test-service: aws_lambda_permission.any lets s3.amazonaws.com start its function, for whichever resource",
  ]);
});
