import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { Construct } from "constructs";

export interface DeadLettersProps {
  /** What failed; the queue's name is the same with `-dead-letters`. */
  readonly of: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/** An encrypted queue of what failed again and again. */
export function deadLetters(scope: Construct, id: string, props: DeadLettersProps): SqsQueue {
  return new SqsQueue(scope, id, {
    name: `${props.of}-dead-letters`,
    // The longest that SQS keeps a message: somebody has to look at it.
    messageRetentionSeconds: 1_209_600,
    sqsManagedSseEnabled: true,
    lifecycle: { preventDestroy: props.guarded },
  });
}
