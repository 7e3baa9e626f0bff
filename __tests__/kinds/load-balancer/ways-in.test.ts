import { resolve } from "node:path";
import { rulePriorities } from "../../../kinds/load-balancer/stack/rule-priorities";
import { synthesize } from "../../stacks/template";

const layers = synthesize(resolve(__dirname, "../../fixtures/everything"));
const service = layers["everything-prod-service"]!;
const rules = service.all("aws_lb_listener_rule");

describe("paths that are blocked", () => {
  const blocked = Object.values(rules).filter(({ action }) => action[0].type === "fixed-response");

  it("are not found on any host, five to a rule", () => {
    expect(blocked.map(({ condition }) => condition[0].path_pattern.values)).toEqual([
      ["/admin/*", "/server-status", "/a", "/b", "/c"],
      ["/internal/*"],
    ]);
    expect(new Set(blocked.map(({ action }) => action[0].fixed_response.status_code))).toEqual(new Set(["404"]));
  });

  it("come before every host", () => {
    const [last] = blocked.map(({ priority }) => priority).sort((a, b) => b - a);
    const others = Object.values(rules).filter((rule) => !blocked.includes(rule));
    for (const { priority } of others) expect(priority).toBeGreaterThan(last);
  });

  it("leave the priorities of hosts as they are", () => {
    const hosts = ["a.example.org", "b.example.org", "c.example.org"];
    expect(rulePriorities(hosts, 3)).toEqual(rulePriorities(hosts));
  });
});

describe("a customer's domain", () => {
  const of = (host: string) =>
    Object.values(rules).find(({ condition }) => condition[0].host_header?.values[0] === host)!;

  it("goes where the live host of a pair goes", () => {
    expect(of("shop.customer.example").action).toEqual(of("shop.everything.example.org").action);
  });

  it("goes to a service", () => {
    expect(of("www.partner.example").action).toEqual(of("www.everything.example.org").action);
  });

  it("is shown with a certificate of its own, which ACM has issued", () => {
    expect(
      service.one("aws_lb_listener_certificate", "customer_domains_shop-customer-example_certificate"),
    ).toMatchObject({
      certificate_arn: "${data.aws_acm_certificate.customer_domains_shop-customer-example_issued.arn}",
    });
  });
});

it("the tunnel leads to a service on its port, and nobody else is reached", () => {
  expect(service.one("aws_vpc_security_group_ingress_rule", "tunnel_front-blue_in")).toMatchObject({
    from_port: 8080,
    to_port: 8080,
    referenced_security_group_id: "${data.terraform_remote_state.network.outputs.tunnel_access}",
  });
});
