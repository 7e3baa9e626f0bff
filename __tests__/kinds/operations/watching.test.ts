import { resolve } from "node:path";
import { synthesize } from "../../stacks/template";

const EVERYTHING = resolve(__dirname, "../../fixtures/everything");
const operations = synthesize(EVERYTHING)["everything-prod-operations"]!;
const quiet = synthesize(EVERYTHING)["everything-test-operations"]!;
const data = synthesize(EVERYTHING)["everything-prod-data"]!;

describe("who is told", () => {
  it("is everybody of `notify`, and of `people` those whose turn it is, in every way they have", () => {
    const told = Object.values(operations.all("aws_sns_topic_subscription")).map(({ endpoint }) => endpoint);
    expect(told.sort()).toEqual([
      "+15550100001",
      "ann@everything.example.org",
      "https://everything.example.org/alarms",
      "operators@everything.example.org",
    ]);
  });
});

describe("saved queries", () => {
  const queries = Object.fromEntries(
    Object.values(operations.all("aws_cloudwatch_query_definition")).map((query) => [query["name"], query]),
  );

  it("find errors of each service and each function, one by one", () => {
    const found = Object.keys(queries).filter((name) => name.endsWith("-errors"));
    expect(found).toEqual(expect.arrayContaining(["everything-prod/web-errors", "everything-prod/resize-errors"]));
    for (const name of found) {
      const owner = name.slice("everything-prod/".length, -"-errors".length);
      expect(queries[name]!["log_group_names"]).toEqual([`/everything-prod/${owner}`]);
    }
    const service = synthesize(EVERYTHING)["everything-prod-service"]!;
    const owners = ["aws_ecs_service", "aws_lambda_function"].flatMap((type) => Object.keys(service.all(type)));
    expect(found).toHaveLength(owners.length);
  });

  it("find the slowest queries of MySQL", () => {
    expect(queries["everything-prod/shop-slow-queries"]).toMatchObject({
      log_group_names: ["/aws/rds/cluster/${data.terraform_remote_state.data.outputs.shop_identifier}/slowquery"],
      query_string: expect.stringContaining("sort seconds desc"),
    });
  });

  it("are what the manifest writes", () => {
    expect(queries["everything-prod/logins"]).toMatchObject({
      log_group_names: ["/everything-prod/web", "/everything-prod/api"],
      query_string: "filter @message like /login/ | stats count() by bin(1h)",
    });
  });
});

it("many slow queries of MySQL are an alarm, counted in the slow query log", () => {
  expect(operations.one("aws_cloudwatch_log_metric_filter", "shop_slow_query_count_filter")).toMatchObject({
    pattern: '"# Query_time:"',
    metric_transformation: { namespace: "Drydock/everything-prod", name: "shop-slow-queries", default_value: "0" },
  });
  const alarm = operations.one("aws_cloudwatch_metric_alarm", "shop_slow-queries_alarm");
  expect(alarm).toMatchObject({
    namespace: "Drydock/everything-prod",
    metric_name: "shop-slow-queries",
    threshold: 50,
  });
});

describe("a dashboard", () => {
  it("is there by choice", () => expect(quiet.all("aws_cloudwatch_dashboard")).toEqual({}));

  it("shows what every alarm watches, three graphs in a row", () => {
    const { widgets } = JSON.parse(operations.one("aws_cloudwatch_dashboard")["dashboard_body"]);
    expect(widgets).toHaveLength(Object.keys(operations.all("aws_cloudwatch_metric_alarm")).length);
    const titles = widgets.map((widget: { properties: { title: string } }) => widget.properties.title);
    expect(titles).toEqual(
      expect.arrayContaining(["web: cpu", "web: errors", "shop: slow-queries", "work: dead-letters"]),
    );
    expect(new Set(widgets.map(({ x, y }: { x: number; y: number }) => `${x} ${y}`)).size).toBe(widgets.length);
  });
});

describe("a budget", () => {
  it("is there by choice", () => expect(quiet.all("aws_budgets_budget")).toEqual({}));

  it("counts what carries the environment's cost group, and tells the alarms' topic", () => {
    const { cost_filter, notification, limit_amount } = operations.one("aws_budgets_budget");
    expect(limit_amount).toBe("500");
    expect(cost_filter).toEqual([{ name: "TagKeyValue", values: ["user:CostGroup$everything-prod"] }]);
    const told = notification.map((one: Record<string, unknown>) => [one["notification_type"], one["threshold"]]);
    expect(told).toEqual([
      ["ACTUAL", 50],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
  });

  it("may publish to the topic, of this account alone", () => {
    const [, statement] = JSON.parse(operations.one("aws_sns_topic_policy")["policy"]).Statement;
    expect(statement).toMatchObject({
      Principal: { Service: "budgets.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
    });
    expect(JSON.parse(quiet.one("aws_sns_topic_policy")["policy"]).Statement).toHaveLength(1);
  });
});

it("an identity that has a zone is made there, with its three DKIM keys; others are left alone", () => {
  expect(data.one("aws_sesv2_email_identity")).toMatchObject({ email_identity: "news.everything.example.org" });
  const records = Object.values(data.all("aws_route53_record")).filter(({ name }) => name.includes("_domainkey"));
  expect(records.map(({ name, type }) => [name.split(".").slice(-5).join("."), type])).toEqual(
    Array(3).fill(["_domainkey.news.everything.example.org", "CNAME"]),
  );
});
