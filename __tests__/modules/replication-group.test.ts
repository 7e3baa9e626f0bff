import { CACHE_ENGINES } from "../../kinds/cache/engines";
import { ReplicationGroup, type ReplicationGroupProps } from "../../modules/elasticache/replication-group";
import { made } from "./made";

const props: ReplicationGroupProps = {
  engine: CACHE_ENGINES.valkey,
  version: "8.1",
  name: "shop-prod-jobs",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  parameters: {},
  nodeType: "cache.t4g.micro",
  replicas: 1,
  tls: "required",
  snapshotRetentionDays: 7,
  guarded: true,
};

it("a cache of Valkey is of this engine and version, encrypted as Redis is", () => {
  const group = made((scope) => new ReplicationGroup(scope, "jobs", props)).one("aws_elasticache_replication_group");
  expect(group).toMatchObject({
    engine: "valkey",
    engine_version: "8.1",
    description: "Valkey shop-prod-jobs",
    at_rest_encryption_enabled: "true",
    transit_encryption_mode: "required",
  });
});

it("a cache without parameters has AWS's own parameter group", () => {
  const template = made((scope) => new ReplicationGroup(scope, "jobs", props));
  expect(template.all("aws_elasticache_parameter_group")).toEqual({});
  expect(template.one("aws_elasticache_replication_group")).not.toHaveProperty("parameter_group_name");
});

it.each([
  ["redis", "7.1", "redis7"],
  ["redis", "6.2", "redis6.x"],
  ["redis", "5.0", "redis5.0"],
  ["valkey", "7.2", "valkey7"],
  ["valkey", "8.1", "valkey8"],
] as const)("parameters of %s %s are in a group of the family %s", (name, version, family) => {
  const parameters = { "maxmemory-policy": "noeviction" };
  const template = made(
    (scope) => new ReplicationGroup(scope, "jobs", { ...props, engine: CACHE_ENGINES[name], version, parameters }),
  );
  expect(template.one("aws_elasticache_parameter_group")).toMatchObject({
    name: `shop-prod-jobs-${family.replace(/[^a-z0-9]/g, "-")}`,
    family,
    parameter: [{ name: "maxmemory-policy", value: "noeviction" }],
  });
});
