import type { FailureEvents } from "../../../modules/eventbridge/failure-record";

export interface CopySubjects {
  /** ARN of the vault that copies are made in. @default - nothing is copied by AWS Backup */
  readonly vaultArn?: string;
  /** ARNs of vaults in other regions. */
  readonly secondVaultArns: readonly string[];
  /** Identifiers of clusters that are exported. */
  readonly exported: readonly string[];
}

/**
 * Events that say that a copy was not made
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html).
 */
export function copyFailures({ vaultArn, secondVaultArns, exported }: CopySubjects): Record<string, FailureEvents> {
  const backup: FailureEvents = {
    description: "AWS Backup could not copy a database",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["ABORTED", "EXPIRED", "FAILED"], backupVaultArn: [vaultArn] },
    },
  };
  const second: FailureEvents = {
    description: "AWS Backup could not copy a database to another region",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change"],
      detail: { state: ["FAILED"], destinationBackupVaultArn: secondVaultArns },
    },
  };
  const exports: FailureEvents = {
    description: "RDS could not export a database",
    pattern: {
      source: ["aws.rds"],
      "detail-type": ["RDS DB Cluster Event"],
      // The export failed, and it was cancelled.
      detail: { EventID: ["RDS-EVENT-0234", "RDS-EVENT-0235"], SourceIdentifier: exported },
    },
  };
  return {
    ...(vaultArn ? { backup } : {}),
    ...(secondVaultArns.length > 0 ? { region: second } : {}),
    ...(exported.length > 0 ? { export: exports } : {}),
  };
}
