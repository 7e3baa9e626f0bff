import type { Construct } from "constructs";
import { KmsKey } from "../../../modules/kms/kms-key";
import { Aurora } from "../../../modules/rds/aurora";
import { DatabaseInstance } from "../../../modules/rds/database-instance";
import { PasswordRotation } from "../../../modules/rds/password-rotation";
import { engineOf, masterUser } from "../engines";
import type { Database } from "../settings";

export interface DatabaseServerProps {
  /** `<system>-<environment>-<name>`, which its key is called. */
  readonly name: string;
  /** Identifier in RDS. */
  readonly identifier: string;
  /** The database, as the manifest describes it. */
  readonly settings: Database;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Ids of private subnets, in two zones at least. */
  readonly subnetIds: string[];
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** ARN of the permissions boundary of its roles. @default - none */
  readonly permissionsBoundary?: string;
}

/** What other layers need to know of a database server. */
export interface DatabaseServer {
  /** Identifier in RDS of the server, or of the Aurora cluster. */
  readonly identifier: string;
  /** Host name of what writes: the server, or the cluster's writer endpoint. */
  readonly host: string;
  /** ARN of the server, or of the Aurora cluster. */
  readonly arn: string;
  /** ARN of the secret in which RDS keeps the master password. */
  readonly secretArn: string;
  /** Id of its security group. */
  readonly securityGroupId: string;
  /** Identifier of the snapshot that is made when it is deleted. */
  readonly finalSnapshot: string;
}

/** A database server as the manifest describes it, with its key and its password's rotation. */
export function databaseServer(scope: Construct, id: string, props: DatabaseServerProps): DatabaseServer {
  const { settings } = props;
  const engine = engineOf(settings);
  const common = {
    engine,
    name: props.identifier,
    vpcId: props.vpcId,
    subnetIds: props.subnetIds,
    version: settings.version,
    database: settings.database,
    user: masterUser(settings),
    parameters: settings.parameters,
    backupRetentionDays: settings.backups.retain,
    keepBackupsAfterDelete: settings.backups.keepAfterDelete,
    logRetentionDays: settings.logs.retain,
    backupWindow: settings.backups.window,
    maintenanceWindow: settings.maintenance,
    snapshot: settings.restore?.snapshot,
    kmsKeyArn: ownKey(scope, id, props),
    guarded: props.guarded,
    account: props.account,
    permissionsBoundary: props.permissionsBoundary,
  };
  const server = !engine.cluster
    ? new DatabaseInstance(scope, id, {
        ...common,
        instanceClass: settings.instance!,
        storage: settings.storage,
        maxStorage: settings.maxStorage,
        multiZone: settings.multiZone,
      })
    : new Aurora(scope, id, {
        ...common,
        backtrackSeconds: settings.backtrack,
        instances: settings.instances,
        size: settings.capacity
          ? { minCapacity: settings.capacity.min, maxCapacity: settings.capacity.max }
          : { instanceClass: settings.instance! },
      });
  new PasswordRotation(scope, `${id}_password`, { secretArn: server.secretArn, days: settings.passwordRotation });
  return server;
}

function ownKey(scope: Construct, id: string, { name, settings, guarded }: DatabaseServerProps): string | undefined {
  if (settings.key === "aws") return undefined;
  return new KmsKey(scope, `${id}_key`, { name, description: `Encrypts the database ${name}`, guarded }).arn;
}
