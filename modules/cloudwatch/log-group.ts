import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface LogGroupProps {
  /** Name in CloudWatch Logs, such as `/sliderule-test/ps`. */
  readonly name: string;
  /** Days that log events are kept; CloudWatch takes a fixed list of values. */
  readonly retentionDays: number;
  /** Provider of another region. @default - the stack's own */
  readonly provider?: TerraformProvider;
}

/** A log group with a retention, after which its events are deleted. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "group", {
      provider: props.provider,
      name: props.name,
      retentionInDays: props.retentionDays,
    });
    this.name = props.name;
    this.arn = group.arn;
  }
}
