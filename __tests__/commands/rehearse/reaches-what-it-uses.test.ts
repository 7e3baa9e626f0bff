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
  const web = { uses, containers: { app: { port: 80 } }, expose: { host: "shop.example.org" } };
  const settings = { services: { web }, databases: { main: {} } };
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
    "web of the manifest is in no state",
    "main of the manifest is in no state",
  ]);
});

describe("services that use each other, caches, file systems, Aurora and extra databases", () => {
  const stores = layer(
    "data",
    {
      "aws_rds_cluster.main": { cluster_identifier: "shop-test-main", port: 5432, vpc_security_group_ids: ["sg-main"] },
      "aws_elasticache_replication_group.redis": {
        replication_group_id: "redis",
        port: 6379,
        security_group_ids: ["sg-redis"],
      },
      'aws_efs_mount_target.files["a"]': { file_system_id: "fs-1", security_groups: ["sg-files"] },
    },
    { main_identifier: "shop-test-main", redis_identifier: "redis", files_id: "fs-1" },
  );
  const network = layer("network", {}, { tunnel_access: "sg-tunnel" });
  const worker = {
    "aws_ecs_service.worker": { name: "worker", network_configuration: [{ security_groups: ["sg-worker"] }] },
  };

  function judge(uses: Record<string, object>, resources: Resources, tunnel?: object): string[] {
    const settings = {
      services: {
        web: { uses: uses["web"] ?? {}, containers: { app: { port: 80 } } },
        worker: { uses: uses["worker"] ?? {}, containers: { app: {} } },
      },
      databases: { main: {} },
      extraDatabases: { logs: { server: "main" } },
      caches: { redis: {} },
      fileSystems: { files: {} },
      tunnel: tunnel && { uses: tunnel },
    };
    return reachesWhatItUses(
      applied(settings, network, stores, layer("service", { ...service, ...worker, ...resources })),
    );
  }

  function connected(from: string, to: string, port: number): Resources {
    return { [`${OUT}.${from}-${to}`]: rule(from, to, port), [`${IN}.${from}-${to}`]: rule(to, from, port) };
  }

  it.each([
    ["a service", { web: { redis: "connect" } }, "sg-web", "sg-redis", 6379],
    ["a service", { worker: { files: "read-write" } }, "sg-worker", "sg-files", 2049],
    ["a service", { worker: { web: "connect" } }, "sg-worker", "sg-web", 80],
    ["an extra database's server", { worker: { logs: "connect" } }, "sg-worker", "sg-main", 5432],
  ])("accepts the way to %s %j and misses it", (_what, uses, from, to, port) => {
    expect(judge(uses, connected(from, to, port))).toEqual([]);
    expect(judge(uses, {})).toHaveLength(2);
    expect(judge({}, connected(from, to, port))).toHaveLength(1);
    expect(judge(uses, connected(from, to, port + 1)).length).toBeGreaterThan(0);
  });

  it("judges the tunnel like a service", () => {
    expect(judge({}, connected("sg-tunnel", "sg-main", 5432), { main: "connect" })).toEqual([]);
    expect(judge({}, connected("sg-tunnel", "sg-redis", 6379), {})).toEqual([
      expect.stringContaining("lets tunnel reach redis, which it does not use"),
    ]);
  });

  it("lets no load balancer reach a service that is not exposed", () => {
    expect(judge({}, { [`${IN}.door`]: rule("sg-web", "sg-door", 80) })).toEqual([
      expect.stringContaining("lets sg-door reach web"),
    ]);
  });
});

describe("a function", () => {
  const resize = (groups: string[]): Resources => ({
    "aws_lambda_function.resize": { function_name: "shop-test-resize", vpc_config: [{ security_group_ids: groups }] },
  });
  const found = (uses: object, resources: Resources) =>
    reachesWhatItUses(
      applied(
        { functions: { resize: { uses } }, databases: { main: {} } },
        data,
        layer("service", resources, { resize_function: "shop-test-resize" }),
      ),
    );
  const edge: Resources = { [`${OUT}.it`]: rule("sg-it", "sg-main"), [`${IN}.main`]: rule("sg-main", "sg-it") };

  it("reaches what it uses, and may be outside the network otherwise", () => {
    expect(found({ main: "connect" }, { ...resize(["sg-it"]), ...edge })).toEqual([]);
    expect(found({}, resize([]))).toEqual([]);
  });

  it("is found when it reaches more or less, or is not there", () => {
    expect(found({}, { ...resize(["sg-it"]), ...edge })).toEqual([
      expect.stringContaining("lets resize reach main, which it does not use"),
    ]);
    expect(found({ main: "connect" }, resize([]))).toEqual([
      "resize uses main, but no rule lets it out to port 5432",
      "resize uses main, but no rule lets it in on port 5432",
    ]);
    expect(found({}, {})).toEqual(["resize of the manifest is in no state"]);
  });
});
