import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { RandomPassword } from "./random-password";

export interface SecretProps {
  /** Name in Secrets Manager. */
  readonly name: string;
  /** What the secret is for, as Secrets Manager shows it. */
  readonly description: string;
  /** Keys whose values are generated when the secret is made, 50 characters long. */
  readonly generate: readonly string[];
  /** Keys whose values an operator sets; they are there from the beginning, empty. */
  readonly keys: readonly string[];
  /** Values that are no secrets, kept with them for convenience. @default - none */
  readonly plain?: Record<string, string>;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
  /** Tags besides those of the layer. @default - none */
  readonly tags?: Record<string, string>;
}

/**
 * A secret whose value is a JSON object. Its first value is written once, from ephemeral random passwords that
 * Terraform keeps in no plan and no state; after that the value belongs to operators.
 */
export class Secret extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: props.name,
      description: props.description,
      recoveryWindowInDays: props.guarded ? 30 : 7,
      lifecycle: { preventDestroy: props.guarded },
      tags: props.tags,
    });
    const version = new SecretsmanagerSecretVersion(this, "first-value", { secretId: secret.id });
    const values = {
      ...quoted(props.plain ?? {}),
      ...Object.fromEntries(props.generate.map((key) => [key, new RandomPassword(this, `random-${key}`).expression])),
      ...quoted(Object.fromEntries(props.keys.map((key) => [key, ""]))),
    };
    const entries = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)} = ${value}`);
    version.addOverride("secret_string_wo", `\${jsonencode({ ${entries.join(", ")} })}`);
    version.addOverride("secret_string_wo_version", 1);
    this.arn = secret.arn;
    this.name = props.name;
  }
}

/** Plain values as expressions; what another resource knows is one already. */
function quoted(values: Record<string, string>): Record<string, string> {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Token.isUnresolved(value) ? value : JSON.stringify(value)]),
  );
}
