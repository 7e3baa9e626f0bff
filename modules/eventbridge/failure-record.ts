import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { policyDocument } from "../iam/policy";

/** Events of an AWS service that tell of a failure. */
export interface FailureEvents {
  /** Which failures they are, as EventBridge shows it. */
  readonly description: string;
  /** Which events, as EventBridge matches them. */
  readonly pattern: object;
}

export interface FailureRecordProps {
  /** What the rules' names begin with. */
  readonly name: string;
  /** The queue that keeps them. */
  readonly queue: { readonly arn: string; readonly url: string };
  /** Events to keep, by name. */
  readonly events: Readonly<Record<string, FailureEvents>>;
}

/** Keeps events of AWS's own services that tell of failures in a queue. */
export class FailureRecord extends Construct {
  constructor(scope: Construct, id: string, { name, queue, events }: FailureRecordProps) {
    super(scope, id);
    const rules = Object.entries(events).map(([event, { description, pattern }]) => {
      const rule = new CloudwatchEventRule(this, event, {
        // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
        name: shorten(`${name}-${event}`, LONGEST_NAME.eventRule),
        description,
        eventPattern: JSON.stringify(pattern),
      });
      new CloudwatchEventTarget(this, `${event}-target`, { rule: rule.name, arn: queue.arn });
      return rule.arn;
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
      policy: policyDocument([
        {
          sid: "EventsAreKept",
          principals: { Service: "events.amazonaws.com" },
          actions: ["sqs:SendMessage"],
          resources: [queue.arn],
          conditions: { ArnEquals: { "aws:SourceArn": rules } },
        },
      ]),
    });
  }
}
