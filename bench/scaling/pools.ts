import type { z } from "zod";
import type { Stack } from "../synthesized";
import type { AlarmSettings, MetricSettings, PolicySettings, PoolSettings, QueueSettings } from "./settings";
import * as synthesized from "./synthesized";

/** The two layers of an environment that say how it scales. */
export interface Layers {
  readonly service: Stack;
  readonly data: Stack;
}

/** The services of an environment that scale by steps, with every number as it was synthesized. */
export function poolsOf(layers: Layers): PoolSettings[] {
  const targets = resources(layers.service, "aws_appautoscaling_target", synthesized.target);
  return Object.entries(targets).flatMap(([name, target]) => {
    const policies = policiesOf(layers, name);
    return policies.length > 0 ? [poolOf(layers, target, policies)] : [];
  });
}

function poolOf(layers: Layers, target: z.infer<typeof synthesized.target>, policies: PolicySettings[]): PoolSettings {
  const { service: stack, data } = layers;
  const service = referred(stack, "aws_ecs_service", target.resource_id, synthesized.service);
  const task = referred(stack, "aws_ecs_task_definition", service.task_definition, synthesized.taskDefinition);
  const names = policies.flatMap(({ alarm }) => Object.values(alarm.metrics).flatMap(({ queue }) => queue ?? []));
  // The policy that adds tasks comes first, and looks at the queue of the work alone.
  const [work, ...others] = [...new Set(names)];
  return {
    service: service.name,
    min: target.min_capacity,
    max: target.max_capacity,
    policies,
    queue: queueOf(data, work!),
    others,
    protection: mayProtect(layers, task.task_role_arn),
    task: { vcpu: task.cpu / 1024, memory: task.memory / 1024 },
    ...capacityOf(stack, service.capacity_provider_strategy),
  };
}

function capacityOf(
  stack: Stack,
  strategy: readonly { capacity_provider: string }[],
): Pick<PoolSettings, "spot" | "instance"> {
  const [{ capacity_provider: name }] = strategy as [{ capacity_provider: string }];
  const providers = Object.values(resources(stack, "aws_ecs_capacity_provider", synthesized.capacityProvider));
  const provider = providers.find((one) => one.name === name);
  if (!provider) return { spot: strategy.every((one) => one.capacity_provider === "FARGATE_SPOT") };
  const { auto_scaling_group_arn } = provider.auto_scaling_group_provider;
  const { mixed_instances_policy } = referred(
    stack,
    "aws_autoscaling_group",
    auto_scaling_group_arn,
    synthesized.instanceGroup,
  );
  return {
    spot: mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity === 0,
    instance: mixed_instances_policy.launch_template.override[0]!.instance_type,
  };
}

/** The policies of a target, the one that adds most first. */
function policiesOf(layers: Layers, target: string): PolicySettings[] {
  const policies = resources(layers.service, "aws_appautoscaling_policy", synthesized.policy);
  const alarms = Object.values(resources(layers.service, "aws_cloudwatch_metric_alarm", synthesized.alarm));
  const settings = Object.entries(policies).flatMap(([name, policy]): PolicySettings[] => {
    const steps = policy.step_scaling_policy_configuration;
    if (policy.resource_id !== `\${aws_appautoscaling_target.${target}.resource_id}` || !steps) return [];
    const alarm = alarms.find((one) => one.alarm_actions.includes(`\${aws_appautoscaling_policy.${name}.arn}`));
    if (!alarm) throw new Error(`no alarm starts the policy ${name}`);
    return [
      {
        name,
        cooldown: steps.cooldown,
        aggregation: steps.metric_aggregation_type,
        steps: steps.step_adjustment.map((step) => ({
          lower: step.metric_interval_lower_bound,
          upper: step.metric_interval_upper_bound,
          change: step.scaling_adjustment,
        })),
        alarm: alarmOf(alarm, layers.data),
      },
    ];
  });
  const most = ({ steps }: PolicySettings) => Math.max(...steps.map(({ change }) => change));
  return settings.sort((one, other) => most(other) - most(one));
}

type SynthesizedAlarm = z.infer<typeof synthesized.alarm>;

function alarmOf(alarm: SynthesizedAlarm, data: Stack): AlarmSettings {
  return {
    name: alarm.alarm_name,
    comparison: alarm.comparison_operator,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluation_periods,
    datapointsToAlarm: alarm.datapoints_to_alarm ?? alarm.evaluation_periods,
    treatMissingData: alarm.treat_missing_data,
    ...measured(alarm, data),
  };
}

/** A single metric is an expression over one. */
function measured(alarm: SynthesizedAlarm, data: Stack): Pick<AlarmSettings, "expression" | "metrics" | "period"> {
  const { namespace, metric_name, statistic, dimensions, period, metric_query } = alarm;
  const single = { namespace: namespace!, metric_name: metric_name!, stat: statistic!, dimensions: dimensions! };
  if (metric_name) return { expression: "metric", metrics: { metric: metricOf(single, data) }, period: period! };
  const metrics = metric_query.flatMap(({ id, metric }) => (metric ? [{ id, metric }] : []));
  return {
    expression: metric_query.find(({ return_data }) => return_data)!.expression!,
    metrics: Object.fromEntries(metrics.map(({ id, metric }) => [id, metricOf(metric, data)])),
    period: metrics[0]!.metric.period,
  };
}

type SynthesizedMetric = Pick<
  NonNullable<SynthesizedAlarm["metric_query"][number]["metric"]>,
  "namespace" | "metric_name" | "stat" | "dimensions"
>;

function metricOf({ namespace, metric_name, stat, dimensions }: SynthesizedMetric, data: Stack): MetricSettings {
  const queue = dimensions["QueueName"];
  return { namespace, name: metric_name, statistic: stat, queue: queue === undefined ? undefined : text(queue, data) };
}

function queueOf(data: Stack, name: string): QueueSettings {
  const queues = Object.values(resources(data, "aws_sqs_queue", synthesized.queue));
  const queue = queues.find((one) => one.name === name);
  if (!queue?.redrive_policy) throw new Error(`there is no queue ${name} with a dead-letter queue`);
  const { maxReceiveCount } = synthesized.redrive.parse(JSON.parse(queue.redrive_policy.replace(/\$\{[^}]*\}/g, "")));
  return { name, visibility: queue.visibility_timeout_seconds!, maxReceives: maxReceiveCount };
}

/** Whether a task's role, of the service layer or kept in the data layer, may protect tasks. */
function mayProtect({ service, data }: Layers, taskRole: string): boolean {
  const role = nameIn(text(taskRole, data), "aws_iam_role");
  return Object.values(resources(service, "aws_iam_role_policy", synthesized.rolePolicy)).some(
    (one) => nameIn(text(one.role, data), "aws_iam_role") === role && one.policy.includes("ecs:UpdateTaskProtection"),
  );
}

/** What an output of the data layer says. */
function text(reference: string, { output = {} }: Stack): string {
  const name = /^\$\{data\.terraform_remote_state\.data\.outputs\.([\w-]+)\}$/.exec(reference)?.[1];
  return name ? String(output[name]?.value) : reference;
}

function referred<T>(stack: Stack, type: string, expression: string, schema: z.ZodType<T>): T {
  return resources(stack, type, schema)[nameIn(expression, type)]!;
}

/** The name of the resource that an expression refers to. */
function nameIn(expression: string, type: string): string {
  const name = new RegExp(`\\b${type}\\.([\\w-]+)`).exec(expression)?.[1];
  if (!name) throw new Error(`${expression} is of no ${type}`);
  return name;
}

function resources<T>({ resource = {} }: Stack, type: string, schema: z.ZodType<T>): Record<string, T> {
  return Object.fromEntries(Object.entries(resource[type] ?? {}).map(([name, one]) => [name, schema.parse(one)]));
}
