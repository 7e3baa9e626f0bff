import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  type CreateDBInstanceCommandInput,
  CreateDBInstanceReadReplicaCommand,
  CreateDBParameterGroupCommand,
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBClusterCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBInstanceCommand,
  ModifyDBParameterGroupCommand,
  RDSClient,
  ResetDBParameterGroupCommand,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from "@aws-sdk/client-rds";
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("RDS", () => {
  let emulator: Emulator;
  let rds: RDSClient;
  let secrets: SecretsManagerClient;

  beforeAll(async () => {
    emulator = await startEmulator();
    rds = new RDSClient(emulator.client());
    secrets = new SecretsManagerClient(emulator.client());
  });
  afterAll(() => emulator.stop());

  const createInstance = async (DBInstanceIdentifier: string, more: Partial<CreateDBInstanceCommandInput> = {}) => {
    const size = { DBInstanceClass: "db.t4g.micro", AllocatedStorage: 20 };
    const access = { MasterUsername: "dba", ManageMasterUserPassword: true };
    const command = { DBInstanceIdentifier, Engine: "postgres", EngineVersion: "16.4", ...size, ...access, ...more };
    return (await rds.send(new CreateDBInstanceCommand(command))).DBInstance!;
  };
  const instance = async (id: string) =>
    (await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }))).DBInstances![0]!;
  const cluster = async (id: string) =>
    (await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }))).DBClusters![0]!;
  const secretOf = async (arn: string) =>
    JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString!);

  test("gives each instance a resource id by which only it is found", async () => {
    const one = await createInstance("one");
    await createInstance("two");

    const Filters = [{ Name: "dbi-resource-id", Values: [one.DbiResourceId!] }];
    const found = await rds.send(new DescribeDBInstancesCommand({ Filters }));
    expect(found.DBInstances!.map((i) => i.DBInstanceIdentifier)).toEqual(["one"]);
  });

  test("answers an instance's monitoring as it was created and as it was modified", async () => {
    const MonitoringRoleArn = "arn:aws:iam::111122223333:role/monitoring";
    await createInstance("watched", {
      MonitoringInterval: 60,
      MonitoringRoleArn,
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 31,
    });
    expect(await instance("watched")).toMatchObject({
      MonitoringInterval: 60,
      MonitoringRoleArn,
      PerformanceInsightsEnabled: true,
      PerformanceInsightsRetentionPeriod: 31,
    });

    const change = { DBInstanceIdentifier: "watched", MonitoringInterval: 15, EnablePerformanceInsights: false };
    await rds.send(new ModifyDBInstanceCommand(change));
    expect(await instance("watched")).toMatchObject({ MonitoringInterval: 15, PerformanceInsightsEnabled: false });
  });

  test("keeps a managed master password in a secret of RDS's name, with the real user", async () => {
    await createInstance("managed", { MasterUsername: "captain" });

    const { SecretArn, SecretStatus } = (await instance("managed")).MasterUserSecret!;
    expect(SecretStatus).toBe("active");
    expect((await secrets.send(new DescribeSecretCommand({ SecretId: SecretArn }))).Name).toMatch(
      /^rds!db-[0-9a-f-]{36}$/,
    );
    expect(await secretOf(SecretArn!)).toMatchObject({ username: "captain" });
  });

  test("makes a managed master password of its own for each cluster", async () => {
    const create = (DBClusterIdentifier: string) => {
      const access = { MasterUsername: "helix", ManageMasterUserPassword: true };
      return rds.send(new CreateDBClusterCommand({ DBClusterIdentifier, Engine: "aurora-postgresql", ...access }));
    };
    await create("alpha");
    await create("beta");

    const [alpha, beta] = await Promise.all(
      ["alpha", "beta"].map(async (id) => secretOf((await cluster(id)).MasterUserSecret!.SecretArn!)),
    );
    expect(alpha.username).toBe("helix");
    expect(alpha.password).not.toBe(beta.password);
  });

  test("answers a cluster's serverless v2 scaling, and no v1 scaling it was not given", async () => {
    await rds.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: "elastic",
        Engine: "aurora-postgresql",
        MasterUsername: "helix",
        ManageMasterUserPassword: true,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
        EnableHttpEndpoint: true,
        StorageType: "aurora-iopt1",
      }),
    );

    const elastic = await cluster("elastic");
    expect(elastic.ServerlessV2ScalingConfiguration).toMatchObject({ MinCapacity: 0.5, MaxCapacity: 8 });
    expect(elastic.ScalingConfigurationInfo).toBeUndefined();
    expect(elastic).toMatchObject({ HttpEndpointEnabled: true, StorageType: "aurora-iopt1", AllocatedStorage: 1 });
  });

  test("lists the parameters that a user set, and no longer those that were reset", async () => {
    const DBParameterGroupName = "tuned";
    const Parameters = ["log_connections", "rds.force_ssl"].map((ParameterName) => ({
      ParameterName,
      ParameterValue: "1",
      ApplyMethod: "immediate" as const,
    }));
    const user = async () => {
      const command = new DescribeDBParametersCommand({ DBParameterGroupName, Source: "user" });
      return (await rds.send(command)).Parameters!.map((p) => [p.ParameterName, p.ParameterValue]);
    };
    const family = { DBParameterGroupFamily: "postgres16", Description: "tuned" };
    await rds.send(new CreateDBParameterGroupCommand({ DBParameterGroupName, ...family }));
    await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName, Parameters }));
    expect(await user()).toEqual([
      ["log_connections", "1"],
      ["rds.force_ssl", "1"],
    ]);

    await rds.send(new ResetDBParameterGroupCommand({ DBParameterGroupName, Parameters: [Parameters[0]!] }));
    expect(await user()).toEqual([["rds.force_ssl", "1"]]);
  });

  test("lists the parameters that a user set for a cluster", async () => {
    const DBClusterParameterGroupName = "tuned-cluster";
    const family = { DBParameterGroupFamily: "aurora-postgresql16", Description: "tuned" };
    const Parameters = [{ ParameterName: "rds.force_ssl", ParameterValue: "1", ApplyMethod: "immediate" as const }];
    await rds.send(new CreateDBClusterParameterGroupCommand({ DBClusterParameterGroupName, ...family }));
    await rds.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters }));

    const ask = (Source: string) =>
      rds.send(new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName, Source }));
    expect((await ask("user")).Parameters).toMatchObject(Parameters);
    expect((await ask("engine-default")).Parameters ?? []).toEqual([]);
  });

  test("refuses to delete what is protected, and takes the final snapshot of what is not", async () => {
    await createInstance("precious", { DeletionProtection: true });
    const remove = () => {
      const FinalDBSnapshotIdentifier = "precious-final";
      return rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "precious", FinalDBSnapshotIdentifier }));
    };
    await expect(remove()).rejects.toThrow(/protected/);

    const off = { DBInstanceIdentifier: "precious", DeletionProtection: false };
    await rds.send(new ModifyDBInstanceCommand(off));
    await remove();
    const kept = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: "precious-final" }));
    expect(kept.DBSnapshots).toMatchObject([{ DBInstanceIdentifier: "precious" }]);
  });

  test("restores with the settings of the call, and leaves the source's secret to the source", async () => {
    await createInstance("origin", { CopyTagsToSnapshot: true, DeletionProtection: true });
    const DBSnapshotIdentifier = "origin-1";
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: "origin", DBSnapshotIdentifier }));
    const target = { DBInstanceIdentifier: "copy", DBSnapshotIdentifier };
    await rds.send(new RestoreDBInstanceFromDBSnapshotCommand({ ...target, MultiAZ: true }));

    const copy = await instance("copy");
    expect(copy).toMatchObject({ CopyTagsToSnapshot: false, DeletionProtection: false, MultiAZ: true });
    expect(copy.MasterUserSecret).toBeUndefined();
    expect(copy.DbiResourceId).not.toBe((await instance("origin")).DbiResourceId);
    expect(await secretOf((await instance("origin")).MasterUserSecret!.SecretArn!)).toMatchObject({ username: "dba" });
  });

  test("restores a cluster whose master password RDS managed", async () => {
    const access = { MasterUsername: "helix", ManageMasterUserPassword: true };
    const engine = { Engine: "aurora-mysql", EngineVersion: "8.0.mysql_aurora.3.08.0" };
    await rds.send(new CreateDBClusterCommand({ DBClusterIdentifier: "source", ...engine, ...access }));
    const DBClusterSnapshotIdentifier = "source-1";
    await rds.send(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: "source", DBClusterSnapshotIdentifier }));
    const from = { DBClusterIdentifier: "restored", SnapshotIdentifier: DBClusterSnapshotIdentifier };
    await rds.send(new RestoreDBClusterFromSnapshotCommand({ ...from, ...engine }));
    expect((await cluster("restored")).MasterUserSecret).toBeUndefined();

    const manage = { DBClusterIdentifier: "restored", ManageMasterUserPassword: true };
    await rds.send(new ModifyDBClusterCommand(manage));
    const secret = (await cluster("restored")).MasterUserSecret!.SecretArn!;
    expect(secret).not.toBe((await cluster("source")).MasterUserSecret!.SecretArn);
    expect(await secretOf(secret)).toMatchObject({ username: "helix" });
  });

  test("gives a read replica its own settings, and the source keeps its secret when the replica goes", async () => {
    await createInstance("primary", { DeletionProtection: true, EnableCloudwatchLogsExports: ["postgresql"] });
    const replica = { DBInstanceIdentifier: "replica", SourceDBInstanceIdentifier: "primary" };
    await rds.send(new CreateDBInstanceReadReplicaCommand(replica));

    expect(await instance("replica")).toMatchObject({ DeletionProtection: false, BackupRetentionPeriod: 0 });
    expect((await instance("replica")).EnabledCloudwatchLogsExports ?? []).toEqual([]);

    await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "replica", SkipFinalSnapshot: true }));
    const { SecretArn } = (await instance("primary")).MasterUserSecret!;
    expect(await secretOf(SecretArn!)).toMatchObject({ username: "dba" });
  });
});
