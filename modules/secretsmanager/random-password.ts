import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { shortHash } from "../../aws/shorten";

/** Type of the ephemeral resource; the provider's binding for cdktf has none yet. */
const TYPE = "aws_secretsmanager_random_password";

/** Letters and digits; 50 of them are about 297 bits. */
const ARGUMENTS = { password_length: 50, exclude_punctuation: true };

/** A random password that exists only while Terraform applies: it is in no plan and no state. */
export class RandomPassword extends Construct {
  /** The password within an expression for a write-only argument; Terraform refuses it anywhere else. */
  readonly expression: string;
  /** Type, name and arguments of the ephemeral resource. */
  readonly block: readonly [type: string, name: string, args: typeof ARGUMENTS];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const address = stack.getLogicalId(this.node);
    // Terraform takes no dots in names; the hash tells `a.b` from `a-b`.
    const name = address.includes(".") ? `${address.replaceAll(".", "-")}-${shortHash(address)}` : address;
    this.block = [TYPE, name, ARGUMENTS];
    this.expression = `ephemeral.${TYPE}.${name}.random_password`;
    stack.addOverride(`ephemeral.${TYPE}.${name}`, ARGUMENTS);
  }
}
