import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { shortHash } from "../../aws/shorten";
import { policyDocument } from "../iam/policy";

export interface Subscription {
  /** How a message is delivered. */
  readonly protocol: "email" | "sms" | "https";
  /** Where it is delivered to: an email address, a phone number or an HTTPS address. */
  readonly endpoint: string;
}

export interface AlarmTopicProps {
  /** Name of the topic, unique in its account and region. */
  readonly name: string;
  /** Who is told. */
  readonly subscriptions: readonly Subscription[];
  /** Account whose alarms may publish. */
  readonly account: string;
  /** Whether budgets of the account may publish too. @default false */
  readonly budgets?: boolean;
}

/** A topic that CloudWatch alarms of one account publish to. */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", { name: props.name });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          sid: "AlarmsPublish",
          principals: { Service: "cloudwatch.amazonaws.com" },
          actions: ["sns:Publish"],
          resources: [topic.arn],
          conditions: { StringEquals: { "aws:SourceAccount": props.account } },
        },
        ...(props.budgets ? [budgetsPublish(topic.arn, props.account)] : []),
      ]),
    });
    subscribe(this, topic.arn, props.subscriptions);
    this.arn = topic.arn;
  }
}

/** Lets people be told of what a topic gets. */
export function subscribe(scope: Construct, topicArn: string, subscriptions: readonly Subscription[]): void {
  for (const { protocol, endpoint } of subscriptions) {
    new SnsTopicSubscription(scope, `${protocol}-${shortHash(endpoint)}`, { topicArn, protocol, endpoint });
  }
}

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
function budgetsPublish(topicArn: string, account: string) {
  return {
    sid: "BudgetsPublish",
    principals: { Service: "budgets.amazonaws.com" },
    actions: ["sns:Publish"],
    resources: [topicArn],
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:budgets::${account}:*` },
    },
  };
}
