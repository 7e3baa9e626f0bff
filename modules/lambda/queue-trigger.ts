import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { Construct } from "constructs";

export interface QueueTriggerProps {
  /** ARN of the queue. */
  readonly queueArn: string;
  /** ARN of the function. */
  readonly functionArn: string;
  /** Most messages that a run is given. */
  readonly batch: number;
  /** Most runs at the same time for this queue. @default - as many as the account has left */
  readonly concurrency?: number;
}

/** Runs a function on the messages of a queue. The function says which messages failed, and only those come back. */
export class QueueTrigger extends Construct {
  constructor(scope: Construct, id: string, props: QueueTriggerProps) {
    super(scope, id);
    new LambdaEventSourceMapping(this, "mapping", {
      eventSourceArn: props.queueArn,
      functionName: props.functionArn,
      batchSize: props.batch,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: props.concurrency ? { maximumConcurrency: props.concurrency } : undefined,
    });
  }
}
