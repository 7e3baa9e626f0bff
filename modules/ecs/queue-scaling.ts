import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type Measured, type Metric, measurement } from "../cloudwatch/alarm";
import type { ScalingRange } from "./service-scaling";

/** Tasks that are added or removed from a distance to the alarm's threshold on. */
export interface Step {
  /** Distance from the threshold, upwards. */
  readonly from: number;
  /** Tasks that are added; below zero, removed. */
  readonly change: number;
}

export interface QueueScalingProps extends ScalingRange {
  /** Beginning of the alarms' names. */
  readonly name: string;
  /** Queue whose messages are work, as SQS names it. */
  readonly queueName: string;
  /** Other queues that must be empty before tasks are removed, as SQS names them. */
  readonly alsoEmpty: readonly string[];
  /** Seconds that a message may wait, and that a task works on one. @default - tasks are added by `steps` */
  readonly backlog?: { readonly latency: number; readonly perMessage: number };
  /** Tasks that are added when more messages wait. @default - tasks are added by `backlog` */
  readonly steps: readonly { readonly over: number; readonly add: number }[];
  /** Seconds and number of the periods after which tasks are added. */
  readonly up: { readonly period: number; readonly periods: number };
  /** Seconds and number of the empty periods after which tasks are removed, and how many are. */
  readonly down: { readonly period: number; readonly periods: number; readonly remove: number };
}

/** Most steps of a policy (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html). */
const MOST_STEPS = 20;

/** An alarm and what it does to the number of tasks. */
interface Policy {
  readonly description: string;
  readonly measured: Measured;
  readonly period: number;
  readonly periods: number;
  readonly cooldown: number;
  /** Which of the periods' values decides on the step. */
  readonly aggregation: "Average" | "Minimum" | "Maximum";
}

/**
 * The number of tasks follows a queue, by steps and with nothing but metrics that SQS and ECS publish by themselves.
 *
 * Target tracking would not do: from zero tasks it starts the first only when more messages wait than one task may have
 * (https://github.com/aws/copilot-cli/issues/3376), and it removes tasks while others still work.
 */
export class QueueScaling extends Construct {
  private readonly target: AppautoscalingTarget;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: QueueScalingProps,
  ) {
    super(scope, id);
    this.target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.min,
      maxCapacity: props.max,
    });
    const { threshold, steps, ...up } = props.backlog ? this.byBacklog(props.backlog) : this.bySteps();
    this.scale("up", { ...up, ...props.up, cooldown: props.cooldownOut }, threshold, ascending(steps));
    this.scale("down", this.whenEmpty(), 1, [{ metricIntervalUpperBound: "0", scalingAdjustment: -props.down.remove }]);
  }

  /** Tasks for the messages that wait. */
  private bySteps() {
    const { steps, serviceName, queueName } = this.props;
    const threshold = steps[0]!.over;
    return {
      description: `Normal under load, and nobody is told: ${serviceName} gets more tasks while more than ${threshold} messages wait in ${queueName}.`,
      measured: waiting(queueName, "Average"),
      aggregation: "Average" as const,
      threshold,
      steps: steps.map(({ over, add }) => ({ from: over - threshold, change: add })),
    };
  }

  /**
   * As many tasks as are missing to work through what waits in time. A service without tasks may have no data, so none
   * counts as zero; the latest minute may have none yet
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, FILL), so the smallest value
   * of the periods decides.
   */
  private byBacklog({ latency, perMessage }: { latency: number; perMessage: number }) {
    const { clusterName, serviceName, queueName, max } = this.props;
    const width = Math.ceil(max / MOST_STEPS);
    const count = Math.ceil(max / width);
    return {
      description: `Normal under load, and nobody is told: ${serviceName} gets the tasks that are missing to work through what waits in ${queueName} within ${latency} seconds, at ${perMessage} seconds for a message.`,
      measured: {
        expression: `CEIL(waiting * ${perMessage} / ${latency}) - FILL(tasks, 0)`,
        metrics: {
          waiting: waiting(queueName, "Average"),
          tasks: {
            namespace: "ECS/ContainerInsights",
            name: "DesiredTaskCount",
            dimensions: { ClusterName: clusterName, ServiceName: serviceName },
            statistic: "Average" as const,
          },
        },
      },
      aggregation: "Minimum" as const,
      threshold: 0,
      steps: Array.from({ length: count }, (_, index) => ({
        from: index === 0 ? 0 : (index + 1) * width,
        change: (index + 1) * width,
      })),
    };
  }

  /**
   * When nothing waits and nothing is in flight, in any of the queues. SQS publishes what is in flight only if there is
   * something, and nothing of a queue that nobody has touched for six hours
   * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html):
   * there, no data is zero. What waits in the queue itself must be known, or nothing is removed.
   */
  private whenEmpty(): Policy {
    const { queueName, alsoEmpty, serviceName, cooldownIn, down } = this.props;
    const also = alsoEmpty.flatMap((name, index): [string, Metric][] => [
      [`waiting_${index + 1}`, waiting(name, "Maximum")],
      [`in_flight_${index + 1}`, inFlight(name)],
    ]);
    const zeroes: [string, Metric][] = [["in_flight", inFlight(queueName)], ...also];
    const queues = [queueName, ...alsoEmpty].join(" and ");
    return {
      description: `Normal without work, and nobody is told: ${serviceName} loses tasks while nothing waits or is in flight in ${queues}.`,
      measured: {
        expression: ["waiting", ...zeroes.map(([id]) => `FILL(${id}, 0)`)].join(" + "),
        metrics: { waiting: waiting(queueName, "Maximum"), ...Object.fromEntries(zeroes) },
      },
      aggregation: "Maximum",
      period: down.period,
      periods: down.periods,
      cooldown: cooldownIn,
    };
  }

  private scale(direction: "up" | "down", plan: Policy, threshold: number, stepAdjustment: StepAdjustment[]): void {
    const { name, serviceName } = this.props;
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    const policy = new AppautoscalingPolicy(this, direction, {
      name: `${serviceName}-${direction}`,
      policyType: "StepScaling",
      serviceNamespace,
      scalableDimension,
      resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        cooldown: plan.cooldown,
        metricAggregationType: plan.aggregation,
        stepAdjustment,
      },
    });
    new CloudwatchMetricAlarm(this, `${direction}-alarm`, {
      alarmName: `${name}-scale-${direction}`,
      alarmDescription: plan.description,
      alarmActions: [policy.arn],
      comparisonOperator: direction === "up" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold,
      evaluationPeriods: plan.periods,
      // Without data nothing is known, and the number of tasks stays.
      treatMissingData: "notBreaching",
      ...measurement(plan.measured, plan.period),
    });
  }
}

interface StepAdjustment {
  readonly metricIntervalLowerBound?: string;
  readonly metricIntervalUpperBound?: string;
  readonly scalingAdjustment: number;
}

/** Steps, each up to where the next begins. */
function ascending(steps: readonly Step[]): StepAdjustment[] {
  return steps.map(({ from, change }, index) => ({
    metricIntervalLowerBound: String(from),
    metricIntervalUpperBound: steps[index + 1] && String(steps[index + 1]!.from),
    scalingAdjustment: change,
  }));
}

function waiting(queueName: string, statistic: Metric["statistic"]): Metric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic,
  };
}

function inFlight(queueName: string): Metric {
  return { ...waiting(queueName, "Maximum"), name: "ApproximateNumberOfMessagesNotVisible" };
}
