import { BackupPlan as AwsBackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";

export interface BackupRule {
  /** Name of the rule, unique within the plan. */
  readonly name: string;
  /** Such as `cron(0 5 1 * ? *)`, in UTC. */
  readonly schedule: string;
  /** Days after which the copy is deleted. */
  readonly keepDays: number;
}

export interface BackupPlanProps {
  /** Name of the plan, and of its selection of resources. */
  readonly name: string;
  /** Name of the vault that holds the copies. */
  readonly vaultName: string;
  /** When copies are made, and how long each is kept. */
  readonly rules: readonly BackupRule[];
  /** ARN of a vault that has every copy too. @default - none */
  readonly secondVaultArn?: string;
  /** ARN of what is copied. */
  readonly resourceArn: string;
  /** Role that AWS Backup takes. */
  readonly roleArn: string;
}

/** When AWS Backup copies one thing, and how long it keeps the copies. */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const plan = new AwsBackupPlan(this, "plan", {
      name: props.name,
      rule: props.rules.map(({ name, schedule, keepDays }) => ({
        ruleName: name,
        targetVaultName: props.vaultName,
        schedule,
        lifecycle: { deleteAfter: keepDays },
        copyAction: props.secondVaultArn
          ? [{ destinationVaultArn: props.secondVaultArn, lifecycle: { deleteAfter: keepDays } }]
          : undefined,
      })),
    });
    new BackupSelection(this, "selection", {
      name: props.name,
      planId: plan.id,
      iamRoleArn: props.roleArn,
      resources: [props.resourceArn],
    });
  }
}
