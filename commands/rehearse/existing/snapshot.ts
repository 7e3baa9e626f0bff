import { randomBytes } from "node:crypto";
import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DBClusterSnapshotNotFoundFault,
  DBSnapshotNotFoundFault,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { engineOf, masterUser } from "../../../kinds/database/engines";
import type { Database } from "../../../kinds/database/settings";
import type { ClientSettings } from "../account";

/** Makes the snapshot that a database is to be restored from, given by name or ARN, unless it is there. */
export async function createSnapshot(snapshot: string, database: Database, settings: ClientSettings): Promise<void> {
  const client = new RDSClient(settings);
  const name = snapshot.split(":").at(-1)!;
  const source = `source-of-${name}`.slice(0, 63);
  await (engineOf(database).cluster
    ? createClusterSnapshot(client, name, source, database)
    : createInstanceSnapshot(client, name, source, database));
}

async function createInstanceSnapshot(client: RDSClient, name: string, source: string, database: Database) {
  const DBSnapshotIdentifier = name;
  const DBInstanceIdentifier = source;
  const found = client.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
  if (await isThere(found, DBSnapshotNotFoundFault)) return;
  await client.send(
    new CreateDBInstanceCommand({
      ...common(database),
      DBInstanceIdentifier,
      DBInstanceClass: database.instance,
      AllocatedStorage: database.storage,
      DBName: database.database,
    }),
  );
  await client.send(new CreateDBSnapshotCommand({ DBSnapshotIdentifier, DBInstanceIdentifier }));
  await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
}

async function createClusterSnapshot(client: RDSClient, name: string, source: string, database: Database) {
  const DBClusterSnapshotIdentifier = name;
  const DBClusterIdentifier = source;
  const found = client.send(new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier }));
  if (await isThere(found, DBClusterSnapshotNotFoundFault)) return;
  await client.send(
    new CreateDBClusterCommand({ ...common(database), DBClusterIdentifier, DatabaseName: database.database }),
  );
  await client.send(new CreateDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier, DBClusterIdentifier }));
  await client.send(new DeleteDBClusterCommand({ DBClusterIdentifier, SkipFinalSnapshot: true }));
}

function common(database: Database) {
  return {
    Engine: database.engine,
    EngineVersion: database.version,
    MasterUsername: masterUser(database),
    MasterUserPassword: randomBytes(16).toString("hex"),
    StorageEncrypted: true,
  };
}

/** Whether AWS gives an answer; false if it answers that there is no such snapshot. */
async function isThere(answer: Promise<unknown>, notFound: new (...args: never[]) => Error): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof notFound) return false;
    throw error;
  }
}
