import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy";
import { deadLetters } from "./dead-letters";

export interface QueueProps {
  /** Name of the queue, unique in its account and region. */
  readonly name: string;
  /** Seconds that a received message stays hidden. */
  readonly visibility: number;
  /** Seconds that a receiver waits. */
  readonly wait: number;
  /** Seconds that a message is kept. */
  readonly retain: number;
  /** Times that a message is received before it goes to the dead-letter queue. */
  readonly attempts: number;
  /** ARN of the topic whose messages go into the queue. @default - none */
  readonly topicArn?: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/** An encrypted SQS queue with a dead-letter queue; only its topic may send into it without an identity policy. */
export class Queue extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const failed = deadLetters(this, "dead-letters", { of: props.name, guarded: props.guarded });
    const queue = new SqsQueue(this, "queue", {
      name: props.name,
      visibilityTimeoutSeconds: props.visibility,
      receiveWaitTimeSeconds: props.wait,
      messageRetentionSeconds: props.retain,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: props.attempts }),
      lifecycle: { preventDestroy: props.guarded },
    });
    if (props.topicArn) this.receiveFrom(props.topicArn, queue);
    this.name = props.name;
    this.arn = queue.arn;
    this.url = queue.url;
  }

  private receiveFrom(topicArn: string, queue: SqsQueue): void {
    const policy = new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument([
        {
          sid: "TopicSends",
          principals: { Service: "sns.amazonaws.com" },
          actions: ["sqs:SendMessage"],
          resources: [queue.arn],
          conditions: { ArnEquals: { "aws:SourceArn": topicArn } },
        },
      ]),
    });
    new SnsTopicSubscription(this, "subscription", {
      topicArn,
      protocol: "sqs",
      endpoint: queue.arn,
      rawMessageDelivery: true,
      dependsOn: [policy],
    });
  }
}
