import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey as AwsKmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface KmsKeyProps {
  /** Name of the key's alias, without `alias/`. */
  readonly name: string;
  /** What the key encrypts, as KMS shows it. */
  readonly description: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
  /** Provider of the key's region. @default - the stack's own */
  readonly provider?: TerraformProvider;
}

/** An encryption key of one's own in KMS: rotated every year, and deleted only after a month's grace. */
export class KmsKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KmsKeyProps) {
    super(scope, id);
    const { provider } = props;
    const key = new AwsKmsKey(this, "key", {
      provider,
      description: props.description,
      enableKeyRotation: true,
      // The longest that KMS allows (https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html).
      deletionWindowInDays: 30,
      lifecycle: { preventDestroy: props.guarded },
    });
    new KmsAlias(this, "alias", { provider, name: `alias/${props.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
