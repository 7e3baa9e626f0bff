import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("ElastiCache", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (Action: string, parameters: Record<string, string> = {}) =>
    emulator.query("elasticache", { Action, Version: "2015-02-02", ...parameters });
  const all = (xml: string, tag: string) =>
    [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "g"))].map((m) => m[1]);
  const createGroup = (ReplicationGroupId: string, more: Record<string, string> = {}) =>
    call("CreateReplicationGroup", {
      ReplicationGroupId,
      ReplicationGroupDescription: "a cache",
      Engine: "redis",
      CacheNodeType: "cache.t4g.small",
      ...more,
    });

  test("has a cluster for each member of a replication group, with the group's settings", async () => {
    await createGroup("main", {
      EngineVersion: "7.1",
      NumCacheClusters: "2",
      TransitEncryptionEnabled: "true",
      AtRestEncryptionEnabled: "true",
      SnapshotRetentionLimit: "7",
      PreferredMaintenanceWindow: "sun:05:00-sun:06:00",
      "SecurityGroupIds.SecurityGroupId.1": "sg-1",
    });

    const group = await call("DescribeReplicationGroups", { ReplicationGroupId: "main" });
    expect(all(group, "ClusterId")).toEqual(["main-001", "main-002"]);
    expect(all(group, "SnapshotRetentionLimit")).toEqual(["7"]);

    const member = await call("DescribeCacheClusters", { CacheClusterId: "main-002", ShowCacheNodeInfo: "true" });
    expect(member).toContain("<ReplicationGroupId>main</ReplicationGroupId>");
    expect(member).toContain("<EngineVersion>7.1.0</EngineVersion>");
    expect(member).toContain("<PreferredMaintenanceWindow>sun:05:00-sun:06:00</PreferredMaintenanceWindow>");
    expect(member).toContain("<SecurityGroupId>sg-1</SecurityGroupId>");
    expect(member).toContain("<CacheParameterGroupName>default.redis7</CacheParameterGroupName>");
    expect(all(member, "TransitEncryptionEnabled")).toEqual(["true"]);
  });

  test("changes a group and its members together", async () => {
    await createGroup("changing");
    const change = { CacheNodeType: "cache.t4g.medium", AutomaticFailoverEnabled: "true", SnapshotRetentionLimit: "3" };
    await call("ModifyReplicationGroup", { ReplicationGroupId: "changing", ...change });
    await call("IncreaseReplicaCount", {
      ReplicationGroupId: "changing",
      NewReplicaCount: "2",
      ApplyImmediately: "true",
    });

    const group = await call("DescribeReplicationGroups", { ReplicationGroupId: "changing" });
    expect(all(group, "ClusterId")).toEqual(["changing-001", "changing-002", "changing-003"]);
    expect(all(group, "AutomaticFailover")).toEqual(["enabled"]);
    const member = await call("DescribeCacheClusters", { CacheClusterId: "changing-001" });
    expect(all(member, "CacheNodeType")).toEqual(["cache.t4g.medium"]);
  });

  test("has nothing left of a deleted group but its final snapshot", async () => {
    await createGroup("gone", { NumCacheClusters: "2" });
    await call("DeleteReplicationGroup", { ReplicationGroupId: "gone", FinalSnapshotIdentifier: "gone-final" });

    await expect(call("DescribeReplicationGroups", { ReplicationGroupId: "gone" })).rejects.toThrow("not found");
    await expect(call("DescribeCacheClusters", { CacheClusterId: "gone-001" })).rejects.toThrow("not found");
    expect(await call("DescribeSnapshots", { SnapshotName: "gone-final" })).toContain("gone-final");
  });

  test("keeps the values of a parameter group", async () => {
    const CacheParameterGroupName = "tuned";
    const family = { CacheParameterGroupFamily: "redis7", Description: "tuned" };
    const value = {
      "ParameterNameValues.ParameterNameValue.1.ParameterName": "maxmemory-policy",
      "ParameterNameValues.ParameterNameValue.1.ParameterValue": "allkeys-lru",
    };
    await call("CreateCacheParameterGroup", { CacheParameterGroupName, ...family });
    await call("ModifyCacheParameterGroup", { CacheParameterGroupName, ...value });
    const values = async () =>
      all(await call("DescribeCacheParameters", { CacheParameterGroupName }), "ParameterValue");
    expect(await values()).toEqual(["allkeys-lru"]);

    await call("ResetCacheParameterGroup", { CacheParameterGroupName, ResetAllParameters: "true" });
    expect(await values()).toEqual([]);
  });

  test("lets users join and leave groups", async () => {
    const none = { Engine: "redis", AccessString: "on ~* +@all", NoPasswordRequired: "true" };
    await call("CreateUser", { UserId: "app", UserName: "app", ...none });
    await call("CreateUserGroup", { UserGroupId: "team", Engine: "redis", "UserIds.member.1": "default" });
    await call("ModifyUserGroup", { UserGroupId: "team", "UserIdsToAdd.member.1": "app" });

    expect(await call("DescribeUsers", { UserId: "app" })).toContain("<member>team</member>");
    await call("ModifyUserGroup", { UserGroupId: "team", "UserIdsToRemove.member.1": "app" });
    expect(await call("DescribeUsers", { UserId: "app" })).not.toContain("team");
  });

  test("answers the tags of parameter groups, too", async () => {
    const tags = { "Tags.Tag.1.Key": "system", "Tags.Tag.1.Value": "probe" };
    const family = { CacheParameterGroupFamily: "redis7", Description: "tagged" };
    const created = await call("CreateCacheParameterGroup", { CacheParameterGroupName: "tagged", ...family, ...tags });
    const [ResourceName] = all(created, "ARN");
    expect(await call("ListTagsForResource", { ResourceName: ResourceName! })).toContain("<Value>probe</Value>");
  });

  test("deletes a subnet group that no cache uses, and refuses while one does", async () => {
    const subnets = await emulator.query("ec2", { Action: "DescribeSubnets", Version: "2016-11-15" });
    const CacheSubnetGroupName = "private";
    await call("CreateCacheSubnetGroup", {
      CacheSubnetGroupName,
      CacheSubnetGroupDescription: "private",
      "SubnetIds.SubnetIdentifier.1": all(subnets, "subnetId")[0]!,
    });
    await createGroup("user", { CacheSubnetGroupName });
    await expect(call("DeleteCacheSubnetGroup", { CacheSubnetGroupName })).rejects.toThrow("in use");

    await call("DeleteReplicationGroup", { ReplicationGroupId: "user" });
    await call("DeleteCacheSubnetGroup", { CacheSubnetGroupName });
    await expect(call("DescribeCacheSubnetGroups", { CacheSubnetGroupName })).rejects.toThrow("not found");
  });

  test("has no deleted cache cluster, and spreads one over two zones when asked", async () => {
    const cluster = {
      CacheClusterId: "mem",
      Engine: "memcached",
      CacheNodeType: "cache.t4g.micro",
      NumCacheNodes: "2",
    };
    await call("CreateCacheCluster", { ...cluster, AZMode: "cross-az" });
    const described = await call("DescribeCacheClusters", { CacheClusterId: "mem", ShowCacheNodeInfo: "true" });
    expect(all(described, "CustomerAvailabilityZone")).toEqual(["us-east-1a", "us-east-1b"]);

    await call("DeleteCacheCluster", { CacheClusterId: "mem" });
    await expect(call("DescribeCacheClusters", { CacheClusterId: "mem" })).rejects.toThrow("not found");
  });
});
