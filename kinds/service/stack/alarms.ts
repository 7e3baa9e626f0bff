import type { Metric } from "../../../modules/cloudwatch/alarm";
import type { AlarmPlan } from "../../core/contexts/alarm-plan";
import type { Operations } from "../../operations/settings";

export interface ServiceSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** Name of the ECS service. */
  readonly serviceName: string;
  /** Limits beyond which alarms start. */
  readonly thresholds: Operations["alarms"];
}

export interface ExposedServiceSubject {
  /** Name in the manifest. */
  readonly name: string;
  /** Load balancer and target group as CloudWatch names them. */
  readonly loadBalancer: string;
  /** Target group, as CloudWatch names it. */
  readonly targetGroup: string;
  /** Limits beyond which alarms start. */
  readonly thresholds: Operations["alarms"];
}

/**
 * Alarms of a service: CPU, memory, and tasks that should run but do not. Metrics:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function serviceAlarms({ name, clusterName, serviceName, thresholds }: ServiceSubject): AlarmPlan[] {
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
  const ecs = (metric: string): Metric => ({ namespace: "AWS/ECS", name: metric, dimensions, statistic: "Average" });
  const insight = (metric: string): Metric => ({
    namespace: "ECS/ContainerInsights",
    name: metric,
    dimensions,
    statistic: "Average",
  });
  return [
    {
      name: "cpu",
      description: `The service ${name} has used over ${thresholds.cpu} % of its CPU for 15 minutes. Look for a loop or unusual traffic in its logs; if the load is real, raise services.${name}.size.cpu in the manifest and deploy.`,
      metric: ecs("CPUUtilization"),
      comparison: "above",
      threshold: thresholds.cpu,
      period: 300,
      periods: 3,
    },
    {
      name: "memory",
      description: `The service ${name} has used over ${thresholds.memory} % of its memory for 15 minutes; at 100 % ECS kills the task. Look for a leak; if the load is real, raise services.${name}.size.memory in the manifest and deploy.`,
      metric: ecs("MemoryUtilization"),
      comparison: "above",
      threshold: thresholds.memory,
      period: 300,
      periods: 3,
    },
    {
      name: "tasks-missing",
      description: `Fewer tasks of the service ${name} have run than it wants, for 10 minutes. Read the service's events and the stopped tasks' reasons in the ECS console, then the logs; a deploy that cannot start is rolled back by itself.`,
      metric: {
        expression: "desired - running",
        metrics: { desired: insight("DesiredTaskCount"), running: insight("RunningTaskCount") },
      },
      comparison: "above",
      threshold: 0,
      period: 60,
      periods: 10,
    },
  ];
}

/**
 * Alarms of a service behind the load balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
export function exposedServiceAlarms({
  name,
  loadBalancer,
  targetGroup,
  thresholds,
}: ExposedServiceSubject): AlarmPlan[] {
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/ApplicationELB",
    name: metricName,
    dimensions,
    statistic,
  });
  return [
    {
      name: "unhealthy",
      description: `A task of the service ${name} has failed the load balancer's health check for 5 minutes. ECS replaces it; if the alarm comes back, read the task's logs and try the health path from inside with "drydock exec".`,
      metric: metric("UnHealthyHostCount", "Maximum"),
      comparison: "above",
      threshold: 0,
      period: 60,
      periods: 5,
    },
    {
      name: "errors",
      description: `The service ${name} has answered more than ${thresholds.errors} requests with a status of 5xx in 5 minutes. Read its logs; if it began with a deploy, pin the previous image tag and deploy.`,
      metric: metric("HTTPCode_Target_5XX_Count", "Sum"),
      comparison: "above",
      threshold: thresholds.errors,
      period: 300,
      periods: 1,
    },
  ];
}
