import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";

export interface TopicProps {
  /** Name of the topic, unique in its account and region. */
  readonly name: string;
}

/** A topic in SNS; its messages go on to queues, which are encrypted. */
export class Topic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    this.arn = new SnsTopic(this, "topic", { name: props.name }).arn;
  }
}
