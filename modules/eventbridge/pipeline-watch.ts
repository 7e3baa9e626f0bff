import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { policyDocument } from "../iam/policy";
import { type Subscription, subscribe } from "../sns/alarm-topic";

export interface PipelineWatchProps {
  /** Name of the pipeline. */
  readonly pipeline: string;
  /** Region of the pipeline, for the address of its page. */
  readonly region: string;
  /** Who is told. */
  readonly subscriptions: readonly Subscription[];
}

/** What is told, and the events that tell it (https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html). */
const EVENTS = {
  failed: {
    type: "CodePipeline Pipeline Execution State Change",
    detail: { state: ["FAILED"] },
    text: "failed",
  },
  waiting: {
    type: "CodePipeline Action Execution State Change",
    detail: { state: ["STARTED"], type: { category: ["Approval"] } },
    text: "waits for approval",
  },
} as const;

/** Tells people when a pipeline fails, and when it waits for them. */
export class PipelineWatch extends Construct {
  constructor(scope: Construct, id: string, { pipeline, region, subscriptions }: PipelineWatchProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", { name: `${pipeline}-pipeline` });
    const page = `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}/executions/<execution>`;
    for (const [name, { type, detail, text }] of Object.entries(EVENTS)) {
      const rule = new CloudwatchEventRule(this, name, {
        name: shorten(`${pipeline}-${name}`, LONGEST_NAME.eventRule),
        description: `The pipeline ${pipeline} ${text}`,
        eventPattern: JSON.stringify({
          source: ["aws.codepipeline"],
          "detail-type": [type],
          detail: { pipeline: [pipeline], ...detail },
        }),
      });
      new CloudwatchEventTarget(this, `${name}_target`, {
        rule: rule.name,
        arn: topic.arn,
        inputTransformer: {
          inputPaths: { execution: "$.detail.execution-id" },
          inputTemplate: JSON.stringify(`The pipeline ${pipeline} ${text}: ${page}`),
        },
      });
    }
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        // Without a condition, as EventBridge documents it for topics
        // (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
        {
          sid: "EventsPublish",
          principals: { Service: "events.amazonaws.com" },
          actions: ["sns:Publish"],
          resources: [topic.arn],
        },
      ]),
    });
    subscribe(this, topic.arn, subscriptions);
  }
}
