import { randomBytes } from "node:crypto";
import {
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DBSnapshotNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { Database } from "../../../manifest/schema/database";
import type { ClientSettings } from "../account";

/** Makes the snapshot that a database is to be restored from unless there is one of that name. */
export async function createSnapshot(name: string, database: Database, settings: ClientSettings): Promise<void> {
  const client = new RDSClient(settings);
  const snapshot = { DBSnapshotIdentifier: name.split(":").at(-1)! };
  if (await snapshotExists(client, snapshot)) return;
  const source = { DBInstanceIdentifier: `source-of-${snapshot.DBSnapshotIdentifier}`.slice(0, 63) };
  await client.send(
    new CreateDBInstanceCommand({
      ...source,
      Engine: database.engine,
      EngineVersion: database.version,
      DBInstanceClass: database.instance,
      AllocatedStorage: database.storage,
      DBName: database.database,
      MasterUsername: database.user,
      MasterUserPassword: randomBytes(16).toString("hex"),
      StorageEncrypted: true,
    }),
  );
  await client.send(new CreateDBSnapshotCommand({ ...snapshot, ...source }));
  await client.send(new DeleteDBInstanceCommand({ ...source, SkipFinalSnapshot: true }));
}

async function snapshotExists(client: RDSClient, snapshot: { DBSnapshotIdentifier: string }): Promise<boolean> {
  try {
    return ((await client.send(new DescribeDBSnapshotsCommand(snapshot))).DBSnapshots ?? []).length > 0;
  } catch (error) {
    if (error instanceof DBSnapshotNotFoundFault) return false;
    throw error;
  }
}
