import { synthesize } from "./template";

const operations = synthesize()["sliderule-prod-operations"]!;
const alarms = Object.fromEntries(
  Object.values(operations.all("aws_cloudwatch_metric_alarm")).map((alarm) => [alarm["alarm_name"], alarm]),
);

describe("the alarms of an environment", () => {
  it("watch its services and databases", () => {
    expect(Object.keys(alarms).sort()).toEqual([
      "sliderule-prod-provsys-connections",
      "sliderule-prod-provsys-cpu",
      "sliderule-prod-provsys-storage",
      "sliderule-prod-ps-cpu",
      "sliderule-prod-ps-errors",
      "sliderule-prod-ps-memory",
      "sliderule-prod-ps-tasks-missing",
      "sliderule-prod-ps-unhealthy",
    ]);
  });

  it.each(Object.keys(alarms))("%s says what has happened and what to do", (name) => {
    const description: string = alarms[name]!["alarm_description"];
    expect(description.split(". ").length).toBeGreaterThanOrEqual(2);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect(description.length).toBeLessThanOrEqual(1024);
  });

  it("notice that fewer tasks run than are wanted", () => {
    expect(alarms["sliderule-prod-ps-tasks-missing"]!["metric_query"]).toMatchObject([
      { id: "result", expression: "desired - running", return_data: true },
      { id: "desired", metric: { namespace: "ECS/ContainerInsights", metric_name: "DesiredTaskCount" } },
      { id: "running", metric: { namespace: "ECS/ContainerInsights", metric_name: "RunningTaskCount" } },
    ]);
  });

  it("take silence about a database's storage for danger", () => {
    expect(alarms["sliderule-prod-provsys-storage"]).toMatchObject({
      threshold: 4 * 1024 ** 3,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it("tell those whom the manifest names", () => {
    expect(operations.one("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "support@slideruleearth.io",
    });
  });

  it("are published by CloudWatch of this account and nobody else", () => {
    expect(JSON.parse(operations.one("aws_sns_topic_policy")["policy"]).Statement).toEqual([
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: ["${aws_sns_topic.alarm_topic_topic.arn}"],
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
  });
});
