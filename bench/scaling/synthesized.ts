import { z } from "zod";

// What cdktf writes of the resources that say how a service scales, as far as it is read here.

export const target = z.object({ resource_id: z.string(), min_capacity: z.number(), max_capacity: z.number() });

export const policy = z.object({
  policy_type: z.string(),
  resource_id: z.string(),
  step_scaling_policy_configuration: z
    .object({
      cooldown: z.number(),
      metric_aggregation_type: z.enum(["Average", "Maximum", "Minimum"]),
      adjustment_type: z.literal("ChangeInCapacity"),
      step_adjustment: z.array(
        z.object({
          metric_interval_lower_bound: z.coerce.number().default(Number.NEGATIVE_INFINITY),
          metric_interval_upper_bound: z.coerce.number().default(Number.POSITIVE_INFINITY),
          scaling_adjustment: z.number(),
        }),
      ),
    })
    .optional(),
});

const statistic = z.enum(["Average", "Maximum", "Minimum", "Sum"]);

const metric = z.object({
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  period: z.number(),
});

export const alarm = metric
  .extend({ statistic })
  .partial()
  .extend({
    alarm_name: z.string(),
    alarm_actions: z.array(z.string()).default([]),
    comparison_operator: z.enum(["GreaterThanThreshold", "LessThanThreshold"]),
    threshold: z.number(),
    evaluation_periods: z.number(),
    datapoints_to_alarm: z.number().optional(),
    treat_missing_data: z.enum(["breaching", "notBreaching", "ignore", "missing"]),
    metric_query: z
      .array(
        z.object({
          id: z.string(),
          expression: z.string().optional(),
          return_data: z.boolean().optional(),
          metric: metric.extend({ stat: statistic }).optional(),
        }),
      )
      .default([]),
  });

export const service = z.object({
  name: z.string(),
  task_definition: z.string(),
  capacity_provider_strategy: z.array(z.object({ capacity_provider: z.string() })),
});

export const capacityProvider = z.object({
  name: z.string(),
  auto_scaling_group_provider: z.object({ auto_scaling_group_arn: z.string() }),
});

export const instanceGroup = z.object({
  mixed_instances_policy: z.object({
    instances_distribution: z.object({ on_demand_percentage_above_base_capacity: z.number() }),
    launch_template: z.object({ override: z.array(z.object({ instance_type: z.string() })).min(1) }),
  }),
});

export const taskDefinition = z.object({
  cpu: z.coerce.number(),
  memory: z.coerce.number(),
  task_role_arn: z.string(),
});

export const rolePolicy = z.object({ role: z.string(), policy: z.string() });

export const queue = z.object({
  name: z.string(),
  visibility_timeout_seconds: z.number().optional(),
  redrive_policy: z.string().optional(),
});

export const redrive = z.object({ maxReceiveCount: z.number() });
