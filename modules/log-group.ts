import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";

export interface LogGroupProps {
  /** Name in CloudWatch Logs, such as `/sliderule-test/ps`. */
  readonly name: string;
  /** Days that log events are kept; CloudWatch takes a fixed list of values. */
  readonly retentionDays: number;
}

/** A log group that forgets: its events are deleted after a while. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      retentionInDays: props.retentionDays,
    });
    this.name = props.name;
    this.arn = group.arn;
  }
}
