import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

export interface LogMetricProps {
  /** Name of the metric, and of the metric filter that makes it. */
  readonly name: string;
  /** Name of the log group whose events are counted. */
  readonly logGroup: string;
  /** What an event must have (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). */
  readonly pattern: string;
  /** Namespace of the metric. */
  readonly namespace: string;
}

/** A metric that counts the events of a log group that have something; 0 where there are none. */
export class LogMetric extends Construct {
  constructor(scope: Construct, id: string, props: LogMetricProps) {
    super(scope, id);
    new CloudwatchLogMetricFilter(this, "filter", {
      name: props.name,
      logGroupName: props.logGroup,
      pattern: props.pattern,
      metricTransformation: {
        namespace: props.namespace,
        name: props.name,
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
  }
}
