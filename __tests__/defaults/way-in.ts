import { behindCloudFront, data, images, network, operations, type Promised, registry, service } from "./plain";

const tags = () => network.json["provider"].aws[0].default_tags[0].tags;
const balancer = () => service.one("aws_lb");
const targets = () => service.one("aws_lb_target_group");
const health = () => targets()["health_check"];
const rule = (name: string) =>
  service.one("aws_wafv2_web_acl")["rule"].find((one: { name: string }) => one.name === name);
const BLOCKS = expect.objectContaining({ override_action: { none: {} } });
const threshold = (name: string) => operations.one("aws_cloudwatch_metric_alarm", `${name}_alarm`)["threshold"];
const MANY = expect.arrayContaining([expect.objectContaining({ cidr_ipv4: "0.0.0.0/0", to_port: 443 })]);

/** What holds of the environment, its network, the way into it, and who is told. */
export const WAY_IN: readonly Promised[] = [
  [
    "disposable",
    "the database and the load balancer refuse to be deleted",
    () => [data.one("aws_db_instance")["deletion_protection"], balancer()["enable_deletion_protection"]],
    [true, true],
  ],
  ["owner", "nobody is the owner", () => tags().Owner, "unknown"],
  ["costGroup", "costs are told by environment", () => tags().CostGroup, "plain-prod"],
  [
    "images.<name>.build.dockerfile",
    "an image is built from its Dockerfile",
    () => images.one("docker_image")["build"].dockerfile,
    "Dockerfile",
  ],
  [
    "images.<name>.architecture",
    "an image is built for x86-64",
    () => images.one("docker_image")["build"].platform,
    "linux/amd64",
  ],
  [
    "images.<name>.keep",
    "a repository keeps 200 images",
    () => JSON.parse(registry.one("aws_ecr_lifecycle_policy")["policy"]).rules[1].selection.countNumber,
    200,
  ],
  ["network.cidr", "the network is 10.0.0.0/16", () => network.one("aws_vpc")["cidr_block"], "10.0.0.0/16"],
  [
    "network.zones",
    "the network is in two zones",
    () =>
      Object.values(network.all("aws_subnet"))
        .map((one) => one["availability_zone"].at(-1))
        .sort(),
    ["a", "a", "b", "b"],
  ],
  ["network.nat", "one NAT gateway serves all zones", () => Object.keys(network.all("aws_nat_gateway")), ["vpc_nat-a"]],
  [
    "network.flowLogs",
    "all traffic is logged, and kept for 30 days",
    () => [network.one("aws_flow_log")["traffic_type"], network.one("aws_cloudwatch_log_group")["retention_in_days"]],
    ["ALL", 30],
  ],
  ["loadBalancer.idleTimeout", "an idle connection is closed after a minute", () => balancer()["idle_timeout"], 60],
  [
    "loadBalancer.allow",
    "everybody reaches the load balancer",
    () => Object.values(service.all("aws_vpc_security_group_ingress_rule")),
    MANY,
  ],
  [
    "loadBalancer.staticAddresses",
    "the load balancer's addresses may change",
    () => service.all("aws_globalaccelerator_accelerator"),
    {},
  ],
  [
    "loadBalancer.cloudFront.priceClass",
    "CloudFront answers everywhere",
    () => behindCloudFront.one("aws_cloudfront_distribution")["price_class"],
    "PriceClass_All",
  ],
  ["loadBalancer.firewall.common", "the firewall blocks common attacks", () => rule("CommonRuleSet"), BLOCKS],
  ["loadBalancer.firewall.sqlInjection", "the firewall blocks SQL injection", () => rule("SQLiRuleSet"), BLOCKS],
  [
    "loadBalancer.firewall.knownBadInputs",
    "the firewall blocks inputs that are known to be bad",
    () => rule("KnownBadInputsRuleSet"),
    BLOCKS,
  ],
  [
    "loadBalancer.firewall.rate.requests",
    "an address has 2000 requests in 5 minutes",
    () => rule("rate").statement.rate_based_statement,
    expect.objectContaining({ limit: 2000, evaluation_window_sec: 300 }),
  ],
  [
    "loadBalancer.firewall.rate.above",
    "an address with more requests is blocked",
    () => rule("rate").action,
    { block: {} },
  ],
  [
    "loadBalancer.firewall.logs.retain",
    "the firewall's logs are kept for 30 days",
    () => service.one("aws_cloudwatch_log_group", "front_door_firewall_logs_group")["retention_in_days"],
    30,
  ],
  ["services.<name>.expose.health.path", "the load balancer asks for /", () => health().path, "/"],
  ["services.<name>.expose.health.status", "200 means healthy", () => health().matcher, "200"],
  ["services.<name>.expose.health.interval", "the load balancer asks every 30 seconds", () => health().interval, 30],
  ["services.<name>.expose.health.timeout", "no answer in 5 seconds is a failure", () => health().timeout, 5],
  ["services.<name>.expose.health.healthy", "3 successes make a task healthy", () => health().healthy_threshold, 3],
  [
    "services.<name>.expose.health.unhealthy",
    "3 failures make a task unhealthy",
    () => health().unhealthy_threshold,
    3,
  ],
  [
    "services.<name>.expose.health.start",
    "a task has a minute to start, and the time of 3 checks",
    () => service.one("aws_ecs_service", "web_ecs_service")["health_check_grace_period_seconds"],
    60 + 3 * 30,
  ],
  [
    "services.<name>.expose.deregistration",
    "requests in flight have a minute",
    () => targets()["deregistration_delay"],
    "60",
  ],
  ["services.<name>.expose.sticky", "any task answers any client", () => targets()["stickiness"].enabled, false],
  [
    "operations.execLogs.retain",
    "sessions of ECS Exec are kept for 90 days",
    () => service.one("aws_cloudwatch_log_group", "ecs_cluster_exec-log_group")["retention_in_days"],
    90,
  ],
  ["operations.alarms.cpu", "85 % of a service's CPU is an alarm", () => threshold("web_cpu"), 85],
  ["operations.alarms.memory", "90 % of a service's memory is an alarm", () => threshold("web_memory"), 90],
  [
    "operations.alarms.errors",
    "more than 10 errors in 5 minutes are an alarm",
    () => [threshold("web_errors"), threshold("resize_errors")],
    [10, 10],
  ],
  ["operations.alarms.databaseCpu", "85 % of a database's CPU is an alarm", () => threshold("main_cpu"), 85],
  [
    "operations.alarms.databaseStorage",
    "less than 4 GiB of storage is an alarm",
    () => threshold("main_storage"),
    4 * 1024 ** 3,
  ],
  [
    "operations.alarms.databaseConnections",
    "more than 80 connections are an alarm",
    () => threshold("main_connections"),
    80,
  ],
  [
    "operations.alarms.slowQueries",
    "more than 50 slow queries are an alarm",
    () => threshold("cluster_slow-queries"),
    50,
  ],
  ["operations.dashboard", "there is no dashboard", () => operations.all("aws_cloudwatch_dashboard"), {}],
  [
    "operations.budget.at",
    "people are told at 80 and 100 % of the budget",
    () =>
      operations
        .one("aws_budgets_budget")
        ["notification"].map((one: Record<string, unknown>) => [one["notification_type"], one["threshold"]]),
    [
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ],
  ],
];
