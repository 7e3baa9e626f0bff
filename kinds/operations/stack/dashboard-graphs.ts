import type { Metric } from "../../../modules/cloudwatch/alarm";
import type { Graph } from "../../../modules/cloudwatch/dashboard";
import type { AlarmPlan } from "../../core/contexts/alarm-plan";

/** Metrics of an alarm, however it counts them. */
function metricsOf({ metric }: AlarmPlan): Metric[] {
  return "expression" in metric ? Object.values(metric.metrics) : [metric];
}

/** A graph for each alarm, so that what people are told of is what they see. */
export function graphsOf(subject: string, alarms: readonly AlarmPlan[]): Graph[] {
  return alarms.map((alarm) => ({ title: `${subject}: ${alarm.name}`, metrics: metricsOf(alarm) }));
}
