import type { Construct } from "constructs";
import { KmsKey } from "../../../modules/kms/kms-key";
import { Aurora } from "../../../modules/rds/aurora";
import { DatabaseInstance } from "../../../modules/rds/database-instance";
import { PasswordRotation } from "../../../modules/rds/password-rotation";
import { engineOf, masterUser } from "../engines";
import type { Database } from "../settings";

export interface DatabaseServerProps {
  /** Name in AWS. */
  readonly name: string;
  readonly settings: Database;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly guarded: boolean;
  readonly account: string;
  readonly permissionsBoundary?: string;
}

/** What other layers need to know of a database server. */
export interface DatabaseServer {
  readonly identifier: string;
  readonly host: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly finalSnapshot: string;
}

/** A database server as the manifest describes it, with its key and its password's rotation. */
export function databaseServer(scope: Construct, id: string, props: DatabaseServerProps): DatabaseServer {
  const { settings } = props;
  const engine = engineOf(settings);
  const common = {
    engine,
    name: props.name,
    vpcId: props.vpcId,
    subnetIds: props.subnetIds,
    version: settings.version,
    database: settings.database,
    user: masterUser(settings),
    parameters: settings.parameters,
    backupRetentionDays: settings.backups.retain,
    keepBackupsAfterDelete: settings.backups.keepAfterDelete,
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
