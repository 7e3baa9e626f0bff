import { CloudFront, type CloudFrontProps } from "../../modules/cloudfront/cloud-front";
import { HttpRoute, type HttpRouteProps } from "../../modules/elb/http-route";
import { LoadBalancer } from "../../modules/elb/load-balancer";
import { Firewall, type FirewallProps } from "../../modules/waf/firewall";
import type { Template } from "../stacks/template";
import { made } from "./made";

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
