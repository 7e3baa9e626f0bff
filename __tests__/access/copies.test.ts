import { mayDo, type Request, roleAt, thatAre } from "./simulator/simulator";
import { everyEnvironment } from "./world";

const deployed = everyEnvironment().find(({ name }) => name === "everything-prod")!;
const { account, region, stacks, values } = deployed;

const role = (name: string) => roleAt(values, stacks.operations, `database_copies_${name}_role`);
const rds = (resource: string, where = region) => `arn:aws:rds:${where}:${account}:${resource}`;
const asked = (action: string, resource: string, context = {}): Request => ({ action, resource, context });

/** Databases of the fixture, by whether they are copied. */
const COPIED = [rds("cluster:everything-prod-shop"), rds("db:everything-prod-main")];
const NOT_COPIED = [rds("cluster:everything-prod-warehouse"), rds("db:everything-prod-archive")];

const snapshotOf = (database: string): Request =>
  asked(database.includes(":cluster:") ? "rds:CreateDBClusterSnapshot" : "rds:CreateDBSnapshot", database);

describe("the role with which AWS Backup copies databases", () => {
  const may = (request: Request) => mayDo(role("copier"), request);
  const own = rds("cluster-snapshot:awsbackup:job-1");

  it("makes snapshots of those that are copied, and copies them into both regions' vaults", async () => {
    const wanted = [
      ...COPIED.map(snapshotOf),
      asked("rds:CopyDBClusterSnapshot", own),
      asked("rds:CopyDBClusterSnapshot", rds("cluster-snapshot:awsbackup:copyjob-1", "eu-west-1")),
      asked("backup:CopyFromBackupVault", own),
      asked("backup:CopyIntoBackupVault", values.attribute(stacks.data, "aws_backup_vault.copies_vault_vault", "arn")),
    ];
    expect(await thatAre("denied", wanted, may)).toEqual([]);
  });

  it("touches no other database, and no snapshot that AWS Backup has not made", async () => {
    const unwanted = [
      ...NOT_COPIED.map(snapshotOf),
      ...["rds:DeleteDBCluster", "rds:ModifyDBCluster"].map((action) => asked(action, COPIED[0]!)),
      ...["rds:DeleteDBInstance", "rds:ModifyDBInstance"].map((action) => asked(action, COPIED[1]!)),
      asked("rds:DeleteDBClusterSnapshot", rds("cluster-snapshot:everything-prod-shop-final")),
      asked("rds:CopyDBClusterSnapshot", rds("cluster-snapshot:rds:everything-prod-shop-2026-11-21")),
      asked("rds:ModifyDBClusterSnapshotAttribute", rds("cluster-snapshot:everything-prod-shop-final")),
      asked("backup:CopyIntoBackupVault", `arn:aws:backup:${region}:${account}:backup-vault:another`),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });

  it("lends keys to AWS's own services only", async () => {
    const key = `arn:aws:kms:${region}:${account}:key/1`;
    expect(role("copier").policies[0]!["Statement"].at(-1)).toMatchObject({
      Action: ["kms:CreateGrant"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
    expect(await may(asked("kms:Decrypt", key))).toBe(false);
  });
});

describe("the role that starts exports of databases by the clock", () => {
  const may = (request: Request) => mayDo(role("starter"), request);
  const pass = (who: string, to: string) =>
    asked("iam:PassRole", `arn:aws:iam::${account}:role/${who}`, { "iam:PassedToService": to });

  it("exports what has cold copies, with the role that writes them", async () => {
    const wanted = [
      asked("rds:StartExportTask", COPIED[0]!),
      pass("everything-prod-copies-export", "export.rds.amazonaws.com"),
    ];
    expect(await thatAre("denied", wanted, may)).toEqual([]);
  });

  it("exports nothing else, and hands over no other role", async () => {
    const unwanted = [
      asked("rds:StartExportTask", NOT_COPIED[0]!),
      pass("everything-prod-copies-export", "ec2.amazonaws.com"),
      pass("everything-prod-copies", "export.rds.amazonaws.com"),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });
});

it("the role with which RDS writes exports reaches the bucket of cold copies, and no other", async () => {
  const may = (request: Request) => mayDo(role("writer"), request);
  const put = (bucket: string) => asked("s3:PutObject", `arn:aws:s3:::${bucket}/shop/monthly/part.parquet`);
  expect(await may(put(`everything-prod-cold-copies-${account}`))).toBe(true);
  expect(await may(put(`everything-prod-media-${account}`))).toBe(false);
});
