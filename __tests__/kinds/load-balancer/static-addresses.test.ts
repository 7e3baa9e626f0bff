import { join } from "node:path";
import { synthesize } from "../../stacks/template";

const stacks = synthesize(join(__dirname, "../../fixtures/everything"));
const network = stacks["everything-prod-network"]!;
const service = stacks["everything-prod-service"]!;
const accelerator = "aws_globalaccelerator_accelerator.static_addresses_accelerator";
const output = (name: string) => `\${data.terraform_remote_state.network.outputs.${name}}`;

describe("static addresses", () => {
  it("are the network layer's and refuse to go, so that they outlive the load balancer", () => {
    expect(network.one("aws_globalaccelerator_accelerator", "static_addresses_accelerator")).toMatchObject({
      name: "everything-prod",
      enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("are shown to operators", () =>
    expect(network.json["output"].static_addresses.value).toBe(`\${${accelerator}.ip_sets[0].ip_addresses}`));

  it("lead to the load balancer in its region, on 80 and 443, with visitors' own addresses", () => {
    expect(service.one("aws_globalaccelerator_listener")).toMatchObject({
      accelerator_arn: output("accelerator_arn"),
      protocol: "TCP",
      port_range: [
        { from_port: 80, to_port: 80 },
        { from_port: 443, to_port: 443 },
      ],
    });
    expect(service.one("aws_globalaccelerator_endpoint_group")).toMatchObject({
      endpoint_group_region: "eu-central-1",
      endpoint_configuration: [
        {
          endpoint_id: "${aws_lb.front_door_balancer_load-balancer.arn}",
          client_ip_preservation_enabled: true,
          weight: 128,
        },
      ],
    });
  });

  it("are what the names of all hosts lead to, those of colours too", () => {
    const records = Object.entries(service.all("aws_route53_record")).filter(([, { alias }]) => alias);
    expect(records.map(([name]) => name)).toEqual(
      expect.arrayContaining(["web_name_record", "front_door_shop-front-live_name_record"]),
    );
    for (const [, { alias }] of records) {
      expect(alias).toMatchObject({ name: output("accelerator_host"), zone_id: output("accelerator_zone_id") });
    }
  });

  it("leave the firewall at the load balancer, which sees visitors' addresses", () =>
    expect(service.one("aws_wafv2_web_acl_association")["resource_arn"]).toBe(
      "${aws_lb.front_door_balancer_load-balancer.arn}",
    ));

  it("are not there unless a manifest asks for them", () => {
    expect(stacks["everything-test-network"]!.all("aws_globalaccelerator_accelerator")).toEqual({});
    expect(stacks["everything-test-service"]!.all("aws_globalaccelerator_listener")).toEqual({});
  });
});
