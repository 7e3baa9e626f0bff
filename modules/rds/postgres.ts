import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { POSTGRES_PORT } from "../../aws/ports";
import { shorten } from "../../aws/shorten";
import { Role } from "../iam/role";
import { databaseLogs } from "./database-logs";
import { databaseNetwork } from "./database-network";
import type { DatabaseProps } from "./database-props";
import { postgresParameters } from "./postgres-parameters";

/** The parameter that makes a server take TLS only, unless the manifest says otherwise. */
export const FORCE_TLS: Record<string, string> = { "rds.force_ssl": "1" };

/** Logs that RDS for PostgreSQL can export (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html). */
const LOGS = ["postgresql", "upgrade"] as const;

export interface PostgresProps extends DatabaseProps {
  readonly instanceClass: string;
  /** GiB. */
  readonly storage: number;
  /** GiB that storage may grow to by itself. @default - it does not grow */
  readonly maxStorage?: number;
  readonly multiZone: boolean;
}

/**
 * A PostgreSQL server on RDS: private, encrypted, backed up, over TLS only.
 * RDS makes the master password, keeps it in Secrets Manager and rotates it; Terraform never sees it.
 */
export class Postgres extends Construct {
  readonly identifier: string;
  readonly host: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly finalSnapshot: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const identifier = shorten(props.name, 63);
    const { securityGroup, subnets } = databaseNetwork(this, identifier, props);
    const parameters = new DbParameterGroup(this, "parameters", {
      name: `${identifier}-pg${props.version}`,
      description: `Settings of ${identifier}`,
      family: `postgres${props.version}`,
      parameter: postgresParameters({ ...FORCE_TLS, ...props.parameters }),
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = databaseLogs(this, "instance", identifier, LOGS);
    const monitoring = monitoringRole(this, identifier, props);
    const instance = new DbInstance(this, "instance", {
      identifier,
      engine: "postgres",
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
      port: POSTGRES_PORT,
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
      enabledCloudwatchLogsExports: [...LOGS],
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
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

/** A role that RDS takes to write a database's enhanced monitoring. */
export function monitoringRole(
  scope: Construct,
  identifier: string,
  { account, permissionsBoundary }: Pick<PostgresProps, "account" | "permissionsBoundary">,
): Role {
  const role = new Role(scope, "monitoring", {
    name: `${identifier}-monitoring`,
    description: `Lets RDS write the enhanced monitoring of ${identifier}`,
    service: "monitoring.rds.amazonaws.com",
    account,
    permissionsBoundary,
    statements: [],
  });
  new IamRolePolicyAttachment(scope, "monitoring-permissions", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
  });
  return role;
}
