import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { databaseLogs } from "./database-logs";
import { databaseNetwork } from "./database-network";
import type { DatabaseProps } from "./database-props";
import { monitoringRole } from "./monitoring-role";

/** What the instances of a cluster are: a class, or a range of capacity that Aurora moves in by itself. */
export type AuroraSize =
  | { readonly instanceClass: string }
  /** Aurora capacity units; one is about 2 GiB of memory. */
  | { readonly minCapacity: number; readonly maxCapacity: number };

export interface AuroraProps extends DatabaseProps {
  /** Class of the instances, or the range of capacity that they scale in. */
  readonly size: AuroraSize;
  /** Instances: the first one writes, the others read and take over. */
  readonly instances: number;
  /** Seconds that the cluster can be turned back in place. @default - it cannot */
  readonly backtrackSeconds?: number;
}

/**
 * An Aurora cluster: private, encrypted, backed up, over TLS only.
 * RDS makes the master password, keeps it in Secrets Manager and rotates it; Terraform never sees it.
 */
export class Aurora extends Construct {
  readonly identifier: string;
  readonly host: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly finalSnapshot: string;

  constructor(scope: Construct, id: string, props: AuroraProps) {
    super(scope, id);
    const { engine } = props;
    const identifier = shorten(props.name, LONGEST_NAME.databaseCluster);
    const { securityGroup, subnets } = databaseNetwork(this, identifier, props);
    const parameters = new RdsClusterParameterGroup(this, "parameters", {
      name: `${identifier}-${engine.groupEnding(props.version)}`,
      description: `Settings of ${identifier}`,
      family: engine.family(props.version),
      parameter: engine.groupParameters({ ...engine.parameters, ...props.parameters }),
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = databaseLogs(this, "cluster", identifier, engine.logs, props.logRetentionDays);
    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: identifier,
      engine: engine.name,
      engineMode: "provisioned",
      engineVersion: props.version,
      databaseName: props.snapshot ? undefined : props.database,
      masterUsername: props.snapshot ? undefined : props.user,
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      port: engine.dialect.port,
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
    this.arn = cluster.arn;
    this.secretArn = cluster.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.id;
    this.finalSnapshot = cluster.finalSnapshotIdentifier;
  }
}
