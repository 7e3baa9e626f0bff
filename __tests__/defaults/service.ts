import { container, type Promised, pipelines, service } from "./plain";

const task = (name: string) => service.one("aws_ecs_task_definition", `${name}_task_definition_task`);
const ecs = (name: string) => service.one("aws_ecs_service", `${name}_ecs_service`);
const alarm = (way: string) => service.one("aws_cloudwatch_metric_alarm", `worker_scaling_${way}-alarm`);
const steps = (way: string) =>
  service.one("aws_appautoscaling_policy", `worker_scaling_${way}`)["step_scaling_policy_configuration"];
const tracking = () =>
  service.one("aws_appautoscaling_policy", "mover_scaling_cpu")["target_tracking_scaling_policy_configuration"];
const lambda = () => service.one("aws_lambda_function");
const logs = (name: string) => service.one("aws_cloudwatch_log_group", name)["retention_in_days"];
const policies = () => JSON.stringify(service.all("aws_iam_role_policy"));
const spot = () => service.one("aws_autoscaling_group")["mixed_instances_policy"].instances_distribution;
const clock = (name: string) => service.one("aws_scheduler_schedule", name)["schedule_expression_timezone"];
const build = (name: string) => pipelines.one("aws_codebuild_project", `main_${name}_project`);

/** What holds of one container, alone in its service or not. */
function ofContainer(fields: string, which: string, one: () => Record<string, any>): readonly Promised[] {
  return [
    [
      `${fields}.health.interval`,
      `the health of ${which} is checked every 30 seconds`,
      () => one()["healthCheck"].interval,
      30,
    ],
    [`${fields}.health.timeout`, `a check of ${which} fails after 5 seconds`, () => one()["healthCheck"].timeout, 5],
    [`${fields}.health.retries`, `${which} is unhealthy after 3 failures`, () => one()["healthCheck"].retries, 3],
    [`${fields}.health.start`, `failures of ${which} count from its start`, () => one()["healthCheck"].startPeriod, 0],
    [
      `${fields}.writable`,
      `${which} cannot write to its root file system`,
      () => one()["readonlyRootFilesystem"],
      true,
    ],
    [`${fields}.stopTimeout`, `${which} has 30 seconds to stop`, () => one()["stopTimeout"], 30],
  ];
}

/** What holds of everything that runs, and of what deploys it. */
export const SERVICE: readonly Promised[] = [
  ...ofContainer("services.<name>", "a service's only container", () => container("web")),
  ...ofContainer("services.<name>.containers.<name>", "one of several containers", () => container("worker", "main")),
  ["services.<name>.size.cpu", "a task has a quarter of a vCPU", () => task("web")["cpu"], "256"],
  ["services.<name>.size.memory", "a task has 512 MiB", () => task("web")["memory"], "512"],
  [
    "services.<name>.size.architecture",
    "a task runs on x86-64",
    () => task("web")["runtime_platform"].cpu_architecture,
    "X86_64",
  ],
  [
    "services.<name>.capacity",
    "a task runs on Fargate, on demand",
    () => ecs("web")["capacity_provider_strategy"],
    [{ capacity_provider: "FARGATE", weight: 1 }],
  ],
  ["services.<name>.scale.min", "a service has one task", () => ecs("web")["desired_count"], 1],
  [
    "services.<name>.scale.max",
    "a service does not scale",
    () => Object.keys(service.all("aws_appautoscaling_target")),
    ["mover_scaling_target", "worker_scaling_target"],
  ],
  [
    "services.<name>.scale.queue.up.period",
    "what waits in a queue is averaged over a minute",
    () => alarm("up")["period"],
    60,
  ],
  [
    "services.<name>.scale.queue.up.periods",
    "messages wait for two periods before tasks are added",
    () => alarm("up")["evaluation_periods"],
    2,
  ],
  [
    "services.<name>.scale.queue.down.period",
    "a queue is looked at for a minute at a time",
    () => alarm("down")["metric_query"][1].metric.period,
    60,
  ],
  [
    "services.<name>.scale.queue.down.periods",
    "queues are empty for 15 periods before tasks are removed",
    () => alarm("down")["evaluation_periods"],
    15,
  ],
  [
    "services.<name>.scale.queue.down.remove",
    "one task is removed at a time",
    () => steps("down").step_adjustment[0].scaling_adjustment,
    -1,
  ],
  [
    "services.<name>.scale.protection",
    "no task may protect itself",
    () => policies().includes("TaskProtection"),
    false,
  ],
  [
    "services.<name>.scale.cooldown.in",
    "two minutes lie between two steps down",
    () => [tracking().scale_in_cooldown, steps("down").cooldown],
    [120, 120],
  ],
  [
    "services.<name>.scale.cooldown.out",
    "a minute lies between two steps up",
    () => [tracking().scale_out_cooldown, steps("up").cooldown],
    [60, 60],
  ],
  [
    "services.<name>.keepRole",
    "the task role goes with the service layer",
    () => Object.keys(service.all("aws_iam_role")),
    expect.arrayContaining(["web_task_role_role"]),
  ],
  ["services.<name>.exec", "nobody gets a shell in a container", () => ecs("web")["enable_execute_command"], false],
  ["services.<name>.logs.retain", "a service's logs are kept for 30 days", () => logs("web_task_logs_group"), 30],
  [
    "services.<name>.steadyWithin",
    "a deploy that is not steady after 20 minutes fails",
    () => ecs("web")["timeouts"],
    { create: "1200s", update: "1200s", delete: "1200s" },
  ],
  [
    "capacities.<name>.spot",
    "instances are on demand",
    () => [spot().on_demand_base_capacity, spot().on_demand_percentage_above_base_capacity],
    [0, 100],
  ],
  ["functions.<name>.memory", "a function has 512 MiB", () => lambda()["memory_size"], 512],
  ["functions.<name>.timeout", "a function has 30 seconds", () => lambda()["timeout"], 30],
  ["functions.<name>.scratch", "a function has 512 MiB in /tmp", () => lambda()["ephemeral_storage"], { size: 512 }],
  [
    "functions.<name>.attempts",
    "an event is tried three times",
    () => service.one("aws_lambda_function_event_invoke_config")["maximum_retry_attempts"],
    2,
  ],
  [
    "functions.<name>.triggers[].batch",
    "a function gets 10 messages at most",
    () => service.one("aws_lambda_event_source_mapping")["batch_size"],
    10,
  ],
  [
    "functions.<name>.triggers[].timeZone",
    "a function's clock is UTC",
    () =>
      Object.keys(service.all("aws_scheduler_schedule"))
        .filter((name) => name.startsWith("resize"))
        .map(clock),
    ["UTC"],
  ],
  ["functions.<name>.logs.retain", "a function's logs are kept for 30 days", () => logs("resize_logs_group"), 30],
  ["jobs.<name>.timeZone", "a job's clock is UTC", () => clock("scheduled_jobs_nightly_schedule"), "UTC"],
  [
    "pipelines.<name>.test.docker",
    "tests have no Docker, and are not privileged",
    () => build("test")["environment"].privileged_mode,
    false,
  ],
  [
    "pipelines.<name>.stages[].approve",
    "somebody approves before what is not disposable is changed",
    () => pipelines.one("aws_codepipeline")["stage"].at(-1).action[0].category,
    "Approval",
  ],
  [
    "pipelines.<name>.stages[].live",
    "a deploy switches the live colour",
    () => build("deploy-prod")["source"].buildspec.includes("DRYDOCK_LIVE"),
    false,
  ],
];
