import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface BackupVaultProps {
  /** Name of the vault, unique in its account and region. */
  readonly name: string;
  /** ARN of the KMS key, in the vault's region, that encrypts what is copied into it. @default - AWS's own for backups */
  readonly kmsKeyArn?: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
  /** Provider of the vault's region. @default - the stack's own */
  readonly provider?: TerraformProvider;
}

/** A vault of AWS Backup. AWS deletes no vault that holds anything. */
export class BackupVault extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, kmsKeyArn, guarded, provider }: BackupVaultProps) {
    super(scope, id);
    const vault = new AwsBackupVault(this, "vault", {
      provider,
      name,
      kmsKeyArn,
      forceDestroy: !guarded,
      lifecycle: { preventDestroy: guarded },
    });
    this.name = vault.name;
    this.arn = vault.arn;
  }
}
