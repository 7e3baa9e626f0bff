import { arnOf, type Describe, type Levels, ownTags, requests, secretRequests } from "../thing";
import type { Deployed } from "../world";

/** What can be asked of a group of tenants. */
export const tenants: Describe = (deployed, group) => {
  const { environment, account } = deployed;
  if (environment.tenants[group]!.from !== undefined) return tenantsOfAll(deployed, group);
  const directory = arnOf(deployed, `aws_s3_bucket.${group}_bucket`);
  const present = Object.keys(environment.tenants[group]!.of);
  // Those there are, and one that comes later.
  const names = [...present, "later"];
  const ours = { "s3:ResourceAccount": account };
  const know = [
    ...requests("s3", "ListBucket", directory, ours),
    ...names.flatMap((name) => requests("s3", "GetObject", `${directory}/${name}.json`, ours)),
  ];
  const buckets = [
    ...present.map((name) => arnOf(deployed, `aws_s3_bucket.${group}_${name}_files_bucket`)),
    `arn:aws:s3:::${deployed.name}--${group}--later-${account}`,
  ];
  const objects = (actions: string, context = ours) =>
    buckets.flatMap((arn) => requests("s3", actions, `${arn}/a/folder/and a file.txt`, context));
  const write = "PutObject PutObjectTagging DeleteObject RestoreObject AbortMultipartUpload";
  const list = buckets.flatMap((arn) => requests("s3", "ListBucket GetBucketLocation", arn, ours));
  const read = [...know, ...list, ...objects("GetObject GetObjectTagging")];
  const secrets =
    environment.tenants[group]!.database === undefined ? [] : names.map((name) => loginOf(deployed, group, name));
  const logins = secrets.flatMap((secret) => secret.read);
  return {
    levels: {
      read,
      "read-write": [...read, ...objects(write)],
      connect: [...know, ...logins],
      full: [...read, ...objects(write), ...logins],
    },
    never: [
      ...secrets.flatMap((secret) => [...secret.never, ...secret.stage]),
      ...requests("s3", "PutObject DeleteObject", `${directory}/acme.json`, ours),
      ...requests("s3", "GetObject", `${directory}/acme.json`, { "s3:ResourceAccount": "999999999999" }),
      ...buckets.flatMap((arn) => requests("s3", "DeleteBucket PutBucketPolicy PutLifecycleConfiguration", arn, ours)),
      ...objects("DeleteObjectVersion PutObjectAcl PutObjectRetention"),
      // A bucket that somebody else has, called like one of ours.
      ...objects(`GetObject ${write}`, { "s3:ResourceAccount": "999999999999" }),
    ],
  };
};

/** Tenants of every environment of a system: their files, and no databases. */
function tenantsOfAll(deployed: Deployed, group: string): Levels {
  const owners = deployed.ofSystem().filter(({ environment: { tenants: all } }) => all[group] && !all[group].from);
  const theirs = owners.map((owner) => tenants(owner, group));
  return {
    levels: {
      read: theirs.flatMap(({ levels }) => levels["read"]!),
      "read-write": theirs.flatMap(({ levels }) => levels["read-write"]!),
    },
    never: theirs.flatMap(({ levels, never }) => [...levels["connect"]!, ...never]),
  };
}

/** The secret of a tenant, or of the one that comes later. */
function loginOf(deployed: Deployed, group: string, name: string) {
  const { environment, region, account } = deployed;
  const later = `arn:aws:secretsmanager:${region}:${account}:secret:${environment.system}/${environment.name}/${group}/later-AbCdEf`;
  const arn = name === "later" ? later : arnOf(deployed, `aws_secretsmanager_secret.${group}_${name}_login_secret`);
  return secretRequests(arn, ownTags(deployed));
}
