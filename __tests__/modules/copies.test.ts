import { BackupPlan } from "../../modules/backup/backup-plan";
import { BackupVault } from "../../modules/backup/backup-vault";
import { FailureRecord } from "../../modules/eventbridge/failure-record";
import { ScheduledExport } from "../../modules/scheduler/scheduled-export";
import { made } from "./made";

describe("a vault of AWS Backup", () => {
  const vault = (guarded: boolean) =>
    made((scope) => new BackupVault(scope, "copies", { name: "shop", kmsKeyArn: "key", guarded })).one(
      "aws_backup_vault",
    );

  it("has a key of its own, and keeps what it holds", () =>
    expect(vault(true)).toMatchObject({
      kms_key_arn: "key",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    }));
  it("goes with its environment if that is thrown away", () =>
    expect(vault(false)).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } }));
});

describe("a backup plan", () => {
  const rules = [{ name: "monthly", schedule: "cron(0 5 1 * ? *)", keepDays: 400 }];
  const plan = { name: "shop", vaultName: "shop", rules, resourceArn: "cluster", roleArn: "role" };
  const template = (secondVaultArn?: string) =>
    made((scope) => new BackupPlan(scope, "main", { ...plan, secondVaultArn }));

  it("keeps copies as long as it says, and asks for no cold storage, which RDS has none of", () =>
    expect(template().one("aws_backup_plan")["rule"]).toEqual([
      {
        rule_name: "monthly",
        schedule: "cron(0 5 1 * ? *)",
        target_vault_name: "shop",
        lifecycle: { delete_after: 400 },
      },
    ]));
  it("copies exactly one thing", () =>
    expect(template().one("aws_backup_selection")["resources"]).toEqual(["cluster"]));
  it("keeps the copies of a second region as long", () =>
    expect(template("second").one("aws_backup_plan")["rule"][0].copy_action).toEqual([
      { destination_vault_arn: "second", lifecycle: { delete_after: 400 } },
    ]));
});

describe("a scheduled export", () => {
  const template = made(
    (scope) =>
      new ScheduledExport(scope, "main", {
        name: "shop-main.monthly",
        description: "The cold copy",
        schedule: "cron(0 5 1 * ? *)",
        identifier: "monthly",
        clusterArn: "cluster",
        bucketName: "bucket",
        prefix: "main/monthly",
        roleArn: "starter",
        exportRoleArn: "writer",
        kmsKeyArn: "key",
        deadLettersArn: "failures",
      }),
  );
  const { target } = template.one("aws_scheduler_schedule");

  it("starts an export of the cluster, with an identifier that no other has", () => {
    expect(target.arn).toBe("arn:aws:scheduler:::aws-sdk:rds:startExportTask");
    expect(JSON.parse(target.input)).toEqual({
      ExportTaskIdentifier: "monthly-<aws.scheduler.execution-id>",
      SourceArn: "cluster",
      S3BucketName: "bucket",
      S3Prefix: "main/monthly",
      IamRoleArn: "writer",
      KmsKeyId: "key",
    });
  });
  it("is kept when it could not be started", () => expect(target.dead_letter_config).toEqual({ arn: "failures" }));
});

describe("a record of failures in a queue", () => {
  const events = { backup: { description: "It failed", pattern: { source: ["aws.backup"] } } };
  const template = made(
    (scope) =>
      new FailureRecord(scope, "failures", {
        name: "shop-copies",
        queue: { arn: "queue", url: "https://queue" },
        events,
      }),
  );

  it("takes the events of its own rules, and no others", () => {
    expect(template.one("aws_cloudwatch_event_rule")).toMatchObject({
      name: "shop-copies-backup",
      event_pattern: '{"source":["aws.backup"]}',
    });
    expect(template.one("aws_cloudwatch_event_target")["arn"]).toBe("queue");
    const [statement, ...more] = JSON.parse(template.one("aws_sqs_queue_policy")["policy"]).Statement;
    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": ["${aws_cloudwatch_event_rule.failures_backup.arn}"] } },
    });
  });
});
