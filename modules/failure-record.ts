import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { deadLetters } from "./dead-letters";
import { policyDocument } from "./policy";

/** Events of an AWS service that tell of a failure. */
export interface FailureEvents {
  readonly description: string;
  /** Which events, as EventBridge matches them. */
  readonly pattern: object;
}

export interface FailureRecordProps {
  /** What fails; the queue's name is the same with `-dead-letters`. */
  readonly of: string;
  /** Events to keep, by name. */
  readonly events: Readonly<Record<string, FailureEvents>>;
}

/** A queue of what failed: events of AWS's own services are put into it, and whatever may send to it by its own role. */
export class FailureRecord extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { of, events }: FailureRecordProps) {
    super(scope, id);
    const queue = deadLetters(this, "queue", { of, guarded: false });
    const rules = Object.entries(events).map(([name, { description, pattern }]) => {
      const rule = new CloudwatchEventRule(this, name, {
        name: `${of}-${name}`,
        description,
        eventPattern: JSON.stringify(pattern),
      });
      new CloudwatchEventTarget(this, `${name}-target`, { rule: rule.name, arn: queue.arn });
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
    this.name = queue.name;
    this.arn = queue.arn;
  }
}
