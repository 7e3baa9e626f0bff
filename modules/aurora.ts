import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { AuroraEngine } from "./aurora-engine";
import { shorten } from "./name";
import { monitoringRole } from "./postgres";
import { SecurityGroup } from "./security-group";

/** What the instances of a cluster are: a class, or a range of capacity that Aurora moves in by itself. */
export type AuroraSize =
  | { readonly instanceClass: string }
  /** Aurora capacity units; one is about 2 GiB of memory. */
  | { readonly minCapacity: number; readonly maxCapacity: number };

export interface AuroraProps {
  readonly engine: AuroraEngine;
  /** Identifier of the cluster. */
  readonly name: string;
  readonly vpcId: string;
  /** Private subnets, in two zones at least. */
  readonly subnetIds: string[];
  /** Major version, such as `16` or `8.0`. */
  readonly version: string;
  readonly size: AuroraSize;
  /** Instances: the first one writes, the others read and take over. */
  readonly instances: number;
  readonly database: string;
  readonly user: string;
  readonly parameters: Record<string, string>;
  /** Days that automated backups are kept. */
  readonly backupRetentionDays: number;
  readonly keepBackupsAfterDelete: boolean;
  /** UTC, such as `03:00-04:00`. @default - AWS picks one */
  readonly backupWindow?: string;
  /** UTC, such as `sun:05:00-sun:06:00`. @default - AWS picks one */
  readonly maintenanceWindow?: string;
  /** Seconds that the cluster can be turned back in place. @default - it cannot */
  readonly backtrackSeconds?: number;
  /** Snapshot to make the cluster from; read when it is made and never again. @default - an empty database */
  readonly snapshot?: string;
  /** ARN of the KMS key that encrypts it. @default - the key that AWS keeps for RDS */
  readonly kmsKeyArn?: string;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
  /** Account of the database. */
  readonly account: string;
  /** ARN of the permissions boundary of the monitoring role. @default - none */
  readonly permissionsBoundary?: string;
}

/**
 * An Aurora cluster: private, encrypted, backed up, over TLS only.
 * RDS makes the master password, keeps it in Secrets Manager and rotates it; Terraform never sees it.
 */
export class Aurora extends Construct {
  readonly identifier: string;
  readonly host: string;
  readonly readerHost: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly finalSnapshot: string;

  constructor(scope: Construct, id: string, props: AuroraProps) {
    super(scope, id);
    const { engine } = props;
    const identifier = shorten(props.name, 60);
    const securityGroup = new SecurityGroup(this, "access", {
      name: identifier,
      description: `Who reaches the database ${identifier}`,
      vpcId: props.vpcId,
    });
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds: props.subnetIds,
    });
    const parameters = new RdsClusterParameterGroup(this, "parameters", {
      name: `${identifier}-${engine.groupPrefix}${props.version.replace(".", "-")}`,
      description: `Settings of ${identifier}`,
      family: `${engine.name}${props.version}`,
      parameter: engine.groupParameters({ ...engine.parameters, ...props.parameters }),
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = engine.logs.map(
      (log) =>
        new CloudwatchLogGroup(this, `${log}-log`, {
          // Made here so that RDS does not make it without a retention.
          name: `/aws/rds/cluster/${identifier}/${log}`,
          retentionInDays: 90,
        }),
    );
    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: identifier,
      engine: engine.name,
      engineMode: "provisioned",
      engineVersion: props.version,
      databaseName: props.snapshot ? undefined : props.database,
      masterUsername: props.snapshot ? undefined : props.user,
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      port: engine.port,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [securityGroup.id],
      dbClusterParameterGroupName: parameters.name,
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      backupRetentionPeriod: props.backupRetentionDays,
      preferredBackupWindow: props.backupWindow,
      preferredMaintenanceWindow: props.maintenanceWindow,
      backtrackWindow: props.backtrackSeconds,
      deleteAutomatedBackups: !props.keepBackupsAfterDelete,
      copyTagsToSnapshot: true,
      snapshotIdentifier: props.snapshot,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final-${Fn.formatdate("YYYYMMDDhhmmss", Fn.plantimestamp())}`,
      enabledCloudwatchLogsExports: [...engine.logs],
      serverlessv2ScalingConfiguration:
        "minCapacity" in props.size
          ? { minCapacity: props.size.minCapacity, maxCapacity: props.size.maxCapacity }
          : undefined,
      deletionProtection: props.guarded,
      lifecycle: {
        preventDestroy: props.guarded,
        // As for a server on RDS: what is read only when the database is made must not make it again.
        ignoreChanges: ["final_snapshot_identifier", "snapshot_identifier", "database_name", "master_username"],
      },
      dependsOn: logs,
    });
    const monitoring = monitoringRole(this, identifier, props);
    // Aurora sizes a serverless instance by the cluster's capacity; this is its class's name.
    const instanceClass = "instanceClass" in props.size ? props.size.instanceClass : "db.serverless";
    const performanceInsightsEnabled = engine.hasInsights(instanceClass);
    for (let number = 1; number <= props.instances; number += 1) {
      new RdsClusterInstance(this, `instance-${number}`, {
        identifier: `${identifier}-${number}`,
        clusterIdentifier: cluster.id,
        engine: engine.name,
        instanceClass,
        dbSubnetGroupName: subnets.name,
        publiclyAccessible: false,
        performanceInsightsEnabled,
        performanceInsightsRetentionPeriod: performanceInsightsEnabled ? 7 : undefined,
        monitoringInterval: 60,
        monitoringRoleArn: monitoring.arn,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        promotionTier: number - 1,
      });
    }
    this.identifier = identifier;
    this.host = cluster.endpoint;
    this.readerHost = cluster.readerEndpoint;
    this.arn = cluster.arn;
    this.secretArn = cluster.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.id;
    this.finalSnapshot = cluster.finalSnapshotIdentifier;
  }
}
