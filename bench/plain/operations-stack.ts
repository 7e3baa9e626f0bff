import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import type { DataStack } from "./data-stack";
import { environmentStack, prefixOf, S3Stack } from "./s3-stack";
import type { ServiceStack } from "./service-stack";

export interface OperationsStackProps {
  readonly environment: BenchEnvironment;
  readonly data: DataStack;
  readonly service: ServiceStack;
}

type AlarmConfig = Omit<CloudwatchMetricAlarmConfig, "alarmName" | "alarmActions" | "okActions">;

/** The topic that people subscribe to, and the alarms. */
export class OperationsStack extends S3Stack {
  private readonly topic: SnsTopic;
  private readonly prefix: string;

  constructor(scope: Construct, { environment, data, service }: OperationsStackProps) {
    super(scope, ...environmentStack(environment, "operations"));
    this.prefix = prefixOf(environment);
    this.topic = this.addTopic(environment);
    this.serviceAlarms({ ClusterName: service.cluster.name, ServiceName: service.service.name });
    this.requestAlarms({
      LoadBalancer: service.loadBalancer.balancer.arnSuffix,
      TargetGroup: service.loadBalancer.targets.arnSuffix,
    });
    this.databaseAlarms({ DBInstanceIdentifier: data.database.identifier });
    new CloudwatchQueryDefinition(this, "errors", {
      name: `${this.prefix}/ps-errors`,
      logGroupNames: [`/${this.prefix}/ps`],
      queryString:
        "fields @timestamp, @log, @message\n| filter @message like /(?i)(error|exception|fatal|traceback|panic)/\n| sort @timestamp desc\n| limit 200",
    });
    new TerraformOutput(this, "alarm_topic_arn", {
      value: this.topic.arn,
      description: "Topic that alarms publish to",
    });
  }

  private addTopic({ account, operations }: BenchEnvironment): SnsTopic {
    const topic = new SnsTopic(this, "topic", { name: `${this.prefix}-alarms` });
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AlarmsPublish",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: ["sns:Publish"],
            Resource: [topic.arn],
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
        ],
      }),
    });
    operations.notify.forEach(({ email }, index) => {
      new SnsTopicSubscription(this, `email-${index}`, { topicArn: topic.arn, protocol: "email", endpoint: email });
    });
    return topic;
  }

  private alarm(name: string, config: AlarmConfig): void {
    new CloudwatchMetricAlarm(this, name, {
      treatMissingData: "notBreaching",
      ...config,
      alarmName: `${this.prefix}-${name}`,
      alarmActions: [this.topic.arn],
      okActions: [this.topic.arn],
    });
  }

  private serviceAlarms(dimensions: Record<string, string>): void {
    const usage = { namespace: "AWS/ECS", dimensions, statistic: "Average", period: 300, evaluationPeriods: 3 };
    this.alarm("ps-cpu", {
      ...usage,
      alarmDescription:
        "The service ps has used over 85 % of its CPU for 15 minutes. Look for a loop or unusual traffic in its logs; if the load is real, raise services.ps.size.cpu in the manifest and deploy.",
      metricName: "CPUUtilization",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 85,
    });
    this.alarm("ps-memory", {
      ...usage,
      alarmDescription:
        "The service ps has used over 90 % of its memory for 15 minutes; at 100 % ECS kills the task. Look for a leak; if the load is real, raise services.ps.size.memory in the manifest and deploy.",
      metricName: "MemoryUtilization",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
    });
    const insight = (id: string, metricName: string) => ({
      id,
      metric: { namespace: "ECS/ContainerInsights", metricName, dimensions, stat: "Average", period: 60 },
    });
    this.alarm("ps-tasks-missing", {
      alarmDescription:
        "Fewer tasks of the service ps have run than it wants, for 10 minutes. Read the service's events and the stopped tasks' reasons in the ECS console, then the logs; a deploy that cannot start is rolled back by itself.",
      metricQuery: [
        { id: "result", expression: "desired - running", label: "desired - running", returnData: true },
        insight("desired", "DesiredTaskCount"),
        insight("running", "RunningTaskCount"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 10,
    });
  }

  private requestAlarms(dimensions: Record<string, string>): void {
    const namespace = "AWS/ApplicationELB";
    this.alarm("ps-unhealthy", {
      alarmDescription:
        "A task of the service ps has failed the load balancer's health check for 5 minutes. ECS replaces it; if the alarm comes back, read the task's logs and try the health path from inside with \"drydock exec\".",
      namespace,
      dimensions,
      metricName: "UnHealthyHostCount",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 5,
    });
    this.alarm("ps-errors", {
      alarmDescription:
        "The service ps has answered more than 10 requests with a status of 5xx in 5 minutes. Read its logs; if it began with a deploy, pin the previous image tag and deploy.",
      namespace,
      dimensions,
      metricName: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 10,
      period: 300,
      evaluationPeriods: 1,
    });
  }

  private databaseAlarms(dimensions: Record<string, string>): void {
    const database = { namespace: "AWS/RDS", dimensions, period: 300 };
    this.alarm("provsys-cpu", {
      ...database,
      alarmDescription:
        "The database provsys has used over 85 % of its CPU for 15 minutes. Look for slow queries in Performance Insights; if the load is real, choose a larger databases.provsys.instance and deploy.",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 85,
      evaluationPeriods: 3,
    });
    this.alarm("provsys-storage", {
      ...database,
      alarmDescription:
        "The database provsys has less than 4 GiB of storage left; when it is full it stops. Raise databases.provsys.storage in the manifest and deploy: it grows without a restart.",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 4 * 1024 ** 3,
      evaluationPeriods: 1,
      treatMissingData: "breaching",
    });
    this.alarm("provsys-connections", {
      ...database,
      alarmDescription:
        "The database provsys has more than 80 connections. Look for tasks that leak connections; a restart of the service closes them.",
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 2,
    });
  }
}
