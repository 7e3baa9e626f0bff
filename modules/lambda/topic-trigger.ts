import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";

export interface TopicTriggerProps {
  /** ARN of the topic. */
  readonly topicArn: string;
  /** ARN of the function. */
  readonly functionArn: string;
}

/** Runs a function on each message of a topic. */
export class TopicTrigger extends Construct {
  constructor(scope: Construct, id: string, props: TopicTriggerProps) {
    super(scope, id);
    const permission = new LambdaPermission(this, "permission", {
      statementId: id,
      action: "lambda:InvokeFunction",
      functionName: props.functionArn,
      principal: "sns.amazonaws.com",
      sourceArn: props.topicArn,
    });
    new SnsTopicSubscription(this, "subscription", {
      topicArn: props.topicArn,
      protocol: "lambda",
      endpoint: props.functionArn,
      dependsOn: [permission],
    });
  }
}
