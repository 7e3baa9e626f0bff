import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { databaseLogs } from "./database-logs";
import { databaseNetwork } from "./database-network";
import type { DatabaseProps } from "./database-props";
import { monitoringRole } from "./monitoring-role";

export interface DatabaseInstanceProps extends DatabaseProps {
  /** Instance class, such as `db.t4g.small`. */
  readonly instanceClass: string;
  /** GiB. */
  readonly storage: number;
  /** GiB that storage may grow to by itself. @default - it does not grow */
  readonly maxStorage?: number;
  /** Keep a standby in a second zone, which takes over when the server fails. */
  readonly multiZone: boolean;
}

/**
 * A database server on RDS: private, encrypted, backed up, over TLS only.
 * RDS makes the master password, keeps it in Secrets Manager and rotates it; Terraform never sees it.
 */
export class DatabaseInstance extends Construct {
  readonly identifier: string;
  readonly host: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly finalSnapshot: string;

  constructor(scope: Construct, id: string, props: DatabaseInstanceProps) {
    super(scope, id);
    const { engine } = props;
    const identifier = shorten(props.name, LONGEST_NAME.databaseInstance);
    const { securityGroup, subnets } = databaseNetwork(this, identifier, props);
    const parameters = new DbParameterGroup(this, "parameters", {
      name: `${identifier}-${engine.groupEnding(props.version)}`,
      description: `Settings of ${identifier}`,
      family: engine.family(props.version),
      parameter: engine.groupParameters({ ...engine.parameters, ...props.parameters }),
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = databaseLogs(this, "instance", identifier, engine.logs, props.logRetentionDays);
    const monitoring = monitoringRole(this, identifier, props);
    const performanceInsightsEnabled = engine.hasInsights(props.instanceClass);
    const instance = new DbInstance(this, "instance", {
      identifier,
      engine: engine.name,
      engineVersion: props.version,
      instanceClass: props.instanceClass,
      allocatedStorage: props.storage,
      maxAllocatedStorage: props.maxStorage,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      multiAz: props.multiZone,
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [securityGroup.id],
      parameterGroupName: parameters.name,
      port: engine.dialect.port,
      dbName: props.snapshot ? undefined : props.database,
      username: props.snapshot ? undefined : props.user,
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: props.backupRetentionDays,
      backupWindow: props.backupWindow,
      maintenanceWindow: props.maintenanceWindow,
      deleteAutomatedBackups: !props.keepBackupsAfterDelete,
      copyTagsToSnapshot: true,
      snapshotIdentifier: props.snapshot,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final-${Fn.formatdate("YYYYMMDDhhmmss", Fn.plantimestamp())}`,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: [...engine.logs],
      performanceInsightsEnabled,
      performanceInsightsRetentionPeriod: performanceInsightsEnabled ? 7 : undefined,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.arn,
      deletionProtection: props.guarded,
      lifecycle: {
        preventDestroy: props.guarded,
        // The snapshot's name is fixed when the database is made. A snapshot to restore from, and the names that
        // come with it, are read only then too: changing them later must not make the database again.
        ignoreChanges: ["final_snapshot_identifier", "snapshot_identifier", "db_name", "username"],
      },
      dependsOn: logs,
    });
    this.identifier = identifier;
    this.host = instance.address;
    this.arn = instance.arn;
    this.secretArn = instance.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.id;
    this.finalSnapshot = instance.finalSnapshotIdentifier;
  }
}
