import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize, type Template } from "./template";

const SERVICE = "{ image: nginx, port: 80, expose: { host: www.shop.org } }";

/** The service layer of a shop behind CloudFront. */
function shop(settings: { region?: string; loadBalancer?: string; service?: string }): Template {
  const { region = "eu-central-1", loadBalancer = "{ cloudFront: {} }", service = SERVICE } = settings;
  const root = mkdtempSync(join(tmpdir(), "drydock-load-balancer-"));
  try {
    mkdirSync(join(root, "deployments"));
    writeFileSync(join(root, "drydock.yaml"), "state: { bucket: states, table: locks, region: us-west-2 }\n");
    writeFileSync(
      join(root, "deployments", "shop.yaml"),
      `system: shop
region: ${region}
images: { nginx: { pull: "nginx:1" } }
loadBalancer: ${loadBalancer}
services: { web: ${service} }
environments: { prod: { domain: shop.org } }
`,
    );
    return synthesize(root)["shop-prod-service"]!;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const certificateOf = (template: Template) =>
  template.one("aws_cloudfront_distribution")["viewer_certificate"].acm_certificate_arn;

describe("CloudFront in front of a load balancer, with a host of one's own", () => {
  const template = shop({});

  it("has a certificate of its own in us-east-1, which the records of the load balancer's prove", () => {
    const { name, twin } = { name: "front_door_certificate", twin: "front_door_cloudfront-certificate" };
    expect(Object.keys(template.all("aws_acm_certificate"))).toEqual([`${name}_certificate`, `${twin}_certificate`]);
    expect(template.one("aws_acm_certificate", `${twin}_certificate`)).toMatchObject({
      provider: "aws.us-east-1",
      domain_name: "www.shop.org",
    });
    expect(template.json["provider"].aws).toContainEqual(
      expect.objectContaining({ alias: "us-east-1", region: "us-east-1" }),
    );
    expect(Object.keys(template.all("aws_route53_record"))).toEqual([`${name}_validation-record`, "web_name_record"]);
    expect(certificateOf(template)).toContain(`${twin}_validation`);
    expect(template.one("aws_lb_listener")["certificate_arn"]).toContain(`${name}_validation`);
  });

  it("is what the host's name leads to", () => {
    const distribution = "aws_cloudfront_distribution.front_door_cloudfront_distribution";
    expect(template.one("aws_cloudfront_distribution")["aliases"]).toEqual(["www.shop.org"]);
    expect(template.one("aws_route53_record", "web_name_record")["alias"]).toEqual({
      name: `\${${distribution}.domain_name}`,
      zone_id: `\${${distribution}.hosted_zone_id}`,
      evaluate_target_health: false,
    });
  });

  it("leaves the load balancer inside the VPC, in private subnets", () =>
    expect(template.one("aws_lb")).toMatchObject({
      internal: true,
      subnets: "${data.terraform_remote_state.network.outputs.private_subnet_ids}",
    }));

  it("makes do with one certificate in us-east-1", () => {
    const virginia = shop({ region: "us-east-1" });
    expect(certificateOf(virginia)).toBe(virginia.one("aws_lb_listener")["certificate_arn"]);
    expect(virginia.json["provider"].aws).toHaveLength(1);
  });

  it("looks for a certificate that is there in both regions", () => {
    const existing = shop({ loadBalancer: "{ cloudFront: {}, certificate: { existing: shop.org } }" });
    expect(existing.json["data"].aws_acm_certificate).toMatchObject({
      front_door_certificate: { domain: "shop.org" },
      "front_door_cloudfront-certificate": { domain: "shop.org", provider: "aws.us-east-1" },
    });
  });
});

describe("CloudFront's own name", () => {
  const template = shop({ service: "{ image: nginx, port: 80, expose: {} }" });

  it("needs no zone, no certificate and no other region", () => {
    expect(template.json["data"]).not.toHaveProperty("aws_route53_zone");
    expect(template.all("aws_acm_certificate")).toEqual({});
    expect(template.json["provider"].aws).toHaveLength(1);
  });

  it("is the host that the load balancer knows the service by, over HTTP", () => {
    expect(template.one("aws_lb_listener")).toMatchObject({ port: 80, protocol: "HTTP" });
    expect(template.one("aws_lb_listener_rule")["condition"]).toEqual([
      { host_header: { values: ["${aws_cloudfront_distribution.front_door_cloudfront_distribution.domain_name}"] } },
    ]);
  });

  it("is handed on, to be told to people", () =>
    expect(template.json["output"].cloudfront_host.value).toBe(
      "${aws_cloudfront_distribution.front_door_cloudfront_distribution.domain_name}",
    ));
});

describe("a firewall", () => {
  it("stands in front of the load balancer, in its region", () => {
    const template = shop({ loadBalancer: "{ firewall: {} }" });
    expect(template.one("aws_wafv2_web_acl")["scope"]).toBe("REGIONAL");
    expect(template.one("aws_wafv2_web_acl_association")).toMatchObject({
      resource_arn: "${aws_lb.front_door_balancer_load-balancer.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.front_door_firewall_acl.arn}",
    });
  });

  it("stands in front of CloudFront, in us-east-1 with its log, where it sees visitors' addresses", () => {
    const template = shop({ loadBalancer: "{ cloudFront: {}, firewall: {} }" });
    expect(template.all("aws_wafv2_web_acl_association")).toEqual({});
    expect(template.one("aws_cloudfront_distribution")["web_acl_id"]).toBe(
      "${aws_wafv2_web_acl.front_door_firewall_acl.arn}",
    );
    for (const [type, name] of [
      ["aws_wafv2_web_acl", "front_door_firewall_acl"],
      ["aws_wafv2_web_acl_logging_configuration", "front_door_firewall_logging"],
      ["aws_cloudwatch_log_group", "front_door_firewall_logs_group"],
    ] as const) {
      expect(template.one(type, name)["provider"]).toBe("aws.us-east-1");
    }
    expect(template.one("aws_wafv2_web_acl")["scope"]).toBe("CLOUDFRONT");
  });

  it("is not there unless a manifest asks for it", () => expect(shop({}).all("aws_wafv2_web_acl")).toEqual({}));
});
