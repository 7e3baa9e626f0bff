import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/** A metric of CloudWatch. */
export interface Metric {
  /** Namespace, such as `AWS/RDS`. */
  readonly namespace: string;
  /** Name of the metric, such as `CPUUtilization`. */
  readonly name: string;
  /** What is measured: values of the metric's dimensions, by name. */
  readonly dimensions: Record<string, string>;
  /** How the data points of a period become one value. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

/** One metric, or several and an expression over their ids. */
export type Measured = Metric | { readonly expression: string; readonly metrics: Record<string, Metric> };

export interface AlarmProps {
  /** Name of the alarm, unique in its account and region. */
  readonly name: string;
  /** What has happened and what the operator does now. */
  readonly description: string;
  /** ARN of the topic that is told when the alarm starts and when it ends. */
  readonly topicArn: string;
  /** One metric, or several and an expression over their ids. */
  readonly metric: Measured;
  /** Whether values above the threshold are bad, or values below it. */
  readonly comparison: "above" | "below";
  /** Value that is still good, in the metric's unit. */
  readonly threshold: number;
  /** Seconds of one period. */
  readonly period: number;
  /** Periods in a row that must be over the threshold. */
  readonly periods: number;
  /** What no data means. @default "notBreaching" */
  readonly missing?: "breaching" | "notBreaching";
}

/** An alarm that says what to do, to the environment's topic, when it starts and when it ends. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: props.name,
      alarmDescription: props.description,
      alarmActions: [props.topicArn],
      okActions: [props.topicArn],
      comparisonOperator: props.comparison === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: props.threshold,
      evaluationPeriods: props.periods,
      treatMissingData: props.missing ?? "notBreaching",
      ...measurement(props.metric, props.period),
    });
  }
}

/** What an alarm measures: one metric, or an expression over several, in periods of so many seconds. */
export function measurement(metric: Measured, period: number) {
  if (!("expression" in metric)) {
    return {
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: metric.dimensions,
      statistic: metric.statistic,
      period,
    };
  }
  return {
    metricQuery: [
      { id: "result", expression: metric.expression, label: metric.expression, returnData: true },
      ...Object.entries(metric.metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
        id,
        metric: { namespace, metricName: name, dimensions, stat: statistic, period },
      })),
    ],
  };
}
