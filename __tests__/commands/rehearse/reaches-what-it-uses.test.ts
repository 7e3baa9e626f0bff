import { reachesWhatItUses } from "../../../commands/rehearse/promises/reaches-what-it-uses";
import { applied, layer, type Resources } from "./applied";

const IN = "aws_vpc_security_group_ingress_rule";
const OUT = "aws_vpc_security_group_egress_rule";

const data = layer(
  "data",
  {
    "aws_db_instance.main_instance": { identifier: "shop-test-main", port: 5432, vpc_security_group_ids: ["sg-main"] },
  },
  { main_identifier: "shop-test-main" },
);

const service: Resources = {
  "aws_ecs_service.web_service": { name: "web", network_configuration: [{ security_groups: ["sg-web"] }] },
  "aws_lb.balancer": { name: "shop-test", security_groups: ["sg-door"] },
};

function rule(group: string, peer: string, port = 5432, to = port) {
  return {
    security_group_id: group,
    referenced_security_group_id: peer,
    ip_protocol: "tcp",
    from_port: port,
    to_port: to,
  };
}

const edge: Resources = { [`${OUT}.web`]: rule("sg-web", "sg-main"), [`${IN}.main`]: rule("sg-main", "sg-web") };

function findings(uses: object, resources: Resources): string[] {
  const settings = { services: { web: { uses } }, databases: { main: {} } };
  return reachesWhatItUses(applied(settings, data, layer("service", { ...service, ...resources })));
}

it("finds nothing when the edge is there and used", () => {
  expect(findings({ main: "connect" }, edge)).toEqual([]);
});

it("finds nothing when it is not there and not used", () => {
  expect(findings({}, {})).toEqual([]);
});

it("accepts a way out to everywhere on that port", () => {
  const everywhere = { security_group_id: "sg-web", cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" };
  expect(findings({ main: "connect" }, { ...edge, [`${OUT}.web`]: everywhere })).toEqual([]);
});

it("finds each missing half of an edge", () => {
  expect(findings({ main: "connect" }, {})).toEqual([
    "web uses main, but no rule lets it out to port 5432",
    "web uses main, but no rule lets it in on port 5432",
  ]);
});

it("finds an edge that nothing uses", () => {
  expect(findings({}, edge)).toEqual([
    "shop-test-service: aws_vpc_security_group_ingress_rule.main lets web reach main, which it does not use",
  ]);
});

it("finds an edge that is wider than the port", () => {
  expect(findings({ main: "connect" }, { ...edge, [`${IN}.main`]: rule("sg-main", "sg-web", 0, 65_535) })).toEqual([
    "web uses main, but no rule lets it in on port 5432",
    expect.stringContaining("lets web reach more of main than port 5432"),
  ]);
});

it.each([
  ["another group", rule("sg-main", "sg-other"), "lets sg-other reach main"],
  [
    "a range",
    { security_group_id: "sg-main", cidr_ipv4: "10.0.0.0/16", ip_protocol: "tcp" },
    "lets 10.0.0.0/16 reach main",
  ],
])("finds %s that reaches a database", (_who, stranger, sentence) => {
  expect(findings({ main: "connect" }, { ...edge, [`${IN}.stranger`]: stranger })).toEqual([
    expect.stringContaining(sentence),
  ]);
});

it("lets only the load balancer reach a service", () => {
  const use = { main: "connect" };
  expect(findings(use, { ...edge, [`${IN}.door`]: rule("sg-web", "sg-door", 80) })).toEqual([]);
  expect(findings(use, { ...edge, [`${IN}.door`]: rule("sg-web", "sg-other", 80) })).toEqual([
    expect.stringContaining("lets sg-other reach web"),
  ]);
});

it("finds services and databases of the manifest that were not made", () => {
  const settings = { services: { web: { uses: {} } }, databases: { main: {} } };
  expect(reachesWhatItUses(applied(settings, layer("data", {}), layer("service", {})))).toEqual([
    "the service web of the manifest is in no state",
    "the database main of the manifest is in no state",
  ]);
});
