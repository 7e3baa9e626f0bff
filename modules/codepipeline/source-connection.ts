import { CodestarconnectionsConnection } from "@cdktf/provider-aws/lib/codestarconnections-connection";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";

export interface SourceConnectionProps {
  /** Name of the connection; cut to 32 characters. */
  readonly name: string;
  /** Where the repositories are. */
  readonly provider: "Bitbucket" | "GitHub" | "GitLab";
}

/**
 * A connection to where repositories are. It is pending until its owner accepts it in the console
 * (https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html).
 */
export class SourceConnection extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, provider }: SourceConnectionProps) {
    super(scope, id);
    this.arn = new CodestarconnectionsConnection(this, "connection", {
      name: shorten(name, LONGEST_NAME.connection),
      providerType: provider,
    }).arn;
  }
}
