import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";

export interface PasswordRotationProps {
  /** ARN of the secret in which RDS keeps a master password. */
  readonly secretArn: string;
  /** Days between two passwords, 1 to 1,000. */
  readonly days: number;
}

/**
 * How often RDS makes a new master password; every 7 days if nobody says otherwise
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html).
 */
export class PasswordRotation extends Construct {
  constructor(scope: Construct, id: string, props: PasswordRotationProps) {
    super(scope, id);
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: props.secretArn,
      // A change of the schedule alone must not change the password under running tasks.
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: props.days },
    });
  }
}
