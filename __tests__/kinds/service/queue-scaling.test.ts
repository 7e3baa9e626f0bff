import { join } from "node:path";
import { type Arguments, synthesize } from "../../stacks/template";

const stacks = synthesize(join(__dirname, "../../fixtures/everything"));
const template = stacks["everything-test-service"]!;

function alarm(name: string): Arguments {
  return template.one("aws_cloudwatch_metric_alarm", `${name}-alarm`);
}

function steps(name: string): Arguments {
  return template.one("aws_appautoscaling_policy", name)["step_scaling_policy_configuration"];
}

/** The queries of an alarm by id: an expression, or metric, statistic and queue. */
function queries(name: string): Record<string, string> {
  return Object.fromEntries(
    alarm(name)["metric_query"].map(({ id, expression, metric }: Arguments) => {
      const { QueueName } = metric?.dimensions ?? {};
      return [id, expression ?? `${metric.stat} of ${metric.metric_name}${QueueName ? ` of ${QueueName}` : ""}`];
    }),
  );
}

const queue = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}_name}`;

describe("a service that follows a queue", () => {
  it("may have no task at all, and leaves the number to the autoscaler", () => {
    expect(template.one("aws_appautoscaling_target", "worker_scaling_target")).toMatchObject({
      min_capacity: 0,
      max_capacity: 10,
    });
    expect(template.one("aws_ecs_service", "worker_ecs_service")).toMatchObject({
      desired_count: 0,
      lifecycle: { ignore_changes: ["desired_count"] },
    });
  });

  it.each(["worker_scaling_up", "worker_scaling_down", "observer_scaling_up", "observer_scaling_down"])(
    "does %s by its own alarm, and leaves the number alone when nothing is known",
    (name) => {
      expect(alarm(name)).toMatchObject({
        alarm_actions: [`\${aws_appautoscaling_policy.${name}.arn}`],
        treat_missing_data: "notBreaching",
      });
      expect(steps(name)["adjustment_type"]).toBe("ChangeInCapacity");
    },
  );
});

describe("steps", () => {
  it("begin with more waiting messages than the first step says, on average, so many periods in a row", () => {
    expect(alarm("worker_scaling_up")).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue("work") },
      statistic: "Average",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      period: 120,
      evaluation_periods: 2,
    });
  });

  it("add what they say, with a cooldown between", () => {
    expect(steps("worker_scaling_up")).toMatchObject({
      cooldown: 240,
      step_adjustment: [
        { metric_interval_lower_bound: "0", metric_interval_upper_bound: "100", scaling_adjustment: 1 },
        { metric_interval_lower_bound: "100", scaling_adjustment: 5 },
      ],
    });
  });
});

describe("a latency", () => {
  it("asks for the tasks that are missing, and a service without tasks misses all", () => {
    expect(queries("observer_scaling_up")).toEqual({
      result: "CEIL(waiting * 20 / 600) - FILL(tasks, 0)",
      waiting: `Average of ApproximateNumberOfMessagesVisible of ${queue("audit")}`,
      tasks: "Average of DesiredTaskCount",
    });
    expect(alarm("observer_scaling_up")).toMatchObject({ comparison_operator: "GreaterThanThreshold", threshold: 0 });
  });

  it("adds what the smallest of the periods says, for the latest may not know the tasks yet", () => {
    expect(alarm("observer_scaling_up")["evaluation_periods"]).toBe(2);
    expect(steps("observer_scaling_up")["metric_aggregation_type"]).toBe("Minimum");
  });

  it("needs no more steps than a policy may have, which leave no gap and reach the most tasks", () => {
    const adjustments: Arguments[] = steps("observer_scaling_up")["step_adjustment"];
    expect(adjustments.length).toBeLessThanOrEqual(20);
    adjustments.forEach((step, index) => {
      expect(step["metric_interval_upper_bound"]).toBe(adjustments[index + 1]?.["metric_interval_lower_bound"]);
    });
    expect(adjustments[0]!["metric_interval_lower_bound"]).toBe("0");
    expect(adjustments.at(-1)!["scaling_adjustment"]).toBe(30);
  });

  it("rests on Container Insights, which the cluster has", () => {
    expect(template.one("aws_ecs_cluster")["setting"]).toEqual([{ name: "containerInsights", value: "enabled" }]);
  });
});

describe("removing tasks", () => {
  it("waits until nothing waits and nothing is in flight, in any of the queues", () => {
    expect(queries("worker_scaling_down")).toEqual({
      result: "waiting + FILL(in_flight, 0) + FILL(waiting_1, 0) + FILL(in_flight_1, 0)",
      waiting: `Maximum of ApproximateNumberOfMessagesVisible of ${queue("work")}`,
      in_flight: `Maximum of ApproximateNumberOfMessagesNotVisible of ${queue("work")}`,
      waiting_1: `Maximum of ApproximateNumberOfMessagesVisible of ${queue("audit")}`,
      in_flight_1: `Maximum of ApproximateNumberOfMessagesNotVisible of ${queue("audit")}`,
    });
    expect(alarm("worker_scaling_down")).toMatchObject({
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      evaluation_periods: 3,
    });
    const periods = alarm("worker_scaling_down")["metric_query"].flatMap(
      ({ metric }: Arguments) => metric?.period ?? [],
    );
    expect(periods).toEqual([1200, 1200, 1200, 1200]);
  });

  it("removes what it says, with a cooldown between", () => {
    expect(steps("worker_scaling_down")).toMatchObject({
      cooldown: 60,
      step_adjustment: [{ metric_interval_upper_bound: "0", scaling_adjustment: -2 }],
    });
  });

  it("looks at a quarter of an hour unless told otherwise", () => {
    const [{ metric }] = alarm("observer_scaling_down")["metric_query"].slice(1);
    expect(metric.period * alarm("observer_scaling_down")["evaluation_periods"]).toBe(900);
  });
});

describe("an alarm", () => {
  const operations = stacks["everything-test-operations"]!;

  it("says that messages wait longer than the latency, the work on one besides", () => {
    expect(operations.one("aws_cloudwatch_metric_alarm", "audit_late-for-observer_alarm")).toMatchObject({
      metric_name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      threshold: 620,
      comparison_operator: "GreaterThanThreshold",
      treat_missing_data: "notBreaching",
    });
  });

  it("is not there for a service that names no latency", () => {
    const late = Object.keys(operations.all("aws_cloudwatch_metric_alarm")).filter((name) => name.includes("late-for"));
    expect(late).toEqual(["audit_late-for-observer_alarm"]);
  });
});
