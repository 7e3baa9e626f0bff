import { Construct } from "constructs";
import { LONGEST_NAME } from "../../../aws/name-limits";
import { shorten } from "../../../aws/shorten";
import { BackupPlan } from "../../../modules/backup/backup-plan";
import { FailureRecord } from "../../../modules/eventbridge/failure-record";
import { Role, type RoleProps } from "../../../modules/iam/role";
import { ScheduledExport } from "../../../modules/scheduler/scheduled-export";
import type { Environment } from "../../core/environment";
import type { Read } from "../../core/output";
import { copiesOutputs, secondVaultArnOutput } from "../copies-outputs";
import { databaseOutputs } from "../outputs";
import { copyFailures } from "./copy-failures";
import { backupStatements, exportStatements, startStatements } from "./copy-permissions";
import { copyTimes } from "./copy-rhythm";

export interface DatabaseCopiesProps {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** A value that the data layer has handed on. */
  readonly data: Read<"data">;
}

/** When copies are made, in UTC. AWS Backup starts within eight hours. */
const HOUR = 5;

/** Plans and schedules by which databases are copied, the roles that do it, and the events that tell of failures. */
export class DatabaseCopies extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseCopiesProps,
  ) {
    super(scope, id);
    const { environment, prefix, data } = props;
    const { databases } = environment;
    const warm = Object.keys(databases).filter((name) => databases[name]!.backups.copies);
    const cold = Object.keys(databases).filter((name) => databases[name]!.backups.coldCopies);
    const regions = [...new Set(warm.flatMap((name) => databases[name]!.backups.copies!.region ?? []))];
    new FailureRecord(this, "failures", {
      name: `${prefix}-copies`,
      queue: { arn: data(copiesOutputs.failuresArn), url: data(copiesOutputs.failuresUrl) },
      events: copyFailures({
        vaultArn: warm.length > 0 ? data(copiesOutputs.vaultArn) : undefined,
        secondVaultArns: regions.map((region) => data(secondVaultArnOutput(region))),
        exported: cold.map((name) => data(databaseOutputs(name).identifier)),
      }),
    });
    if (warm.length > 0) this.addPlans(warm, regions);
    if (cold.length > 0) this.addExports(cold);
  }

  private addPlans(names: readonly string[], secondRegions: readonly string[]): void {
    const { environment, prefix, data } = this.props;
    const permissions = backupStatements({
      account: this.props.account,
      region: environment.region,
      secondRegions,
      databaseArns: names.map((name) => data(databaseOutputs(name).arn)),
      vaultArns: [data(copiesOutputs.vaultArn), ...secondRegions.map((region) => data(secondVaultArnOutput(region)))],
    });
    const role = this.role("copier", {
      name: `${prefix}-copies`,
      service: "backup.amazonaws.com",
      description: `Lets AWS Backup copy databases of ${prefix}`,
      statements: permissions,
    });
    for (const name of names) {
      const copies = environment.databases[name]!.backups.copies!;
      new BackupPlan(this, `${name}_plan`, {
        name: shorten(`${prefix}-${name}`, LONGEST_NAME.backupPlan),
        vaultName: data(copiesOutputs.vaultName),
        rules: copyTimes(copies, HOUR),
        secondVaultArn: copies.region && data(secondVaultArnOutput(copies.region)),
        resourceArn: data(databaseOutputs(name).arn),
        roleArn: role.arn,
      });
    }
  }

  private addExports(names: readonly string[]): void {
    const { environment, prefix, data } = this.props;
    const [bucketArn, keyArn] = [data(copiesOutputs.coldArn), data(copiesOutputs.keyArn)];
    const failuresArn = data(copiesOutputs.failuresArn);
    const writer = this.role("writer", {
      name: `${prefix}-copies-export`,
      service: "export.rds.amazonaws.com",
      description: `Lets RDS write exports of databases of ${prefix}`,
      statements: exportStatements(bucketArn),
    });
    const clusterArns = names.map((name) => data(databaseOutputs(name).arn));
    const starter = this.role("starter", {
      name: `${prefix}-copies-starter`,
      service: "scheduler.amazonaws.com",
      description: `Lets EventBridge Scheduler start exports of databases of ${prefix}`,
      statements: startStatements({ clusterArns, exportRoleArn: writer.arn, keyArn, failuresArn }),
    });
    for (const name of names) {
      for (const time of copyTimes(environment.databases[name]!.backups.coldCopies!, HOUR)) {
        new ScheduledExport(this, `${name}_${time.name}`, {
          // A point is in no name of a job, which has schedules of its own.
          name: `${shorten(`${prefix}-${name}`, LONGEST_NAME.backupPlan)}.${time.name}`,
          description: `The ${time.name} cold copy of the database ${name}`,
          schedule: time.schedule,
          identifier: time.name,
          clusterArn: data(databaseOutputs(name).arn),
          bucketName: data(copiesOutputs.coldName),
          prefix: `${name}/${time.name}`,
          roleArn: starter.arn,
          exportRoleArn: writer.arn,
          kmsKeyArn: keyArn,
          deadLettersArn: failuresArn,
        });
      }
    }
  }

  private role(id: string, props: Pick<RoleProps, "name" | "service" | "description" | "statements">): Role {
    const { account, environment } = this.props;
    return new Role(this, id, { ...props, account, permissionsBoundary: environment.permissionsBoundary });
  }
}
