import { deadLetters } from "../../../modules/sqs/dead-letters";
import { type DataContext, each } from "../../core/contexts/data";
import { functionOutputs } from "../outputs";

/** Dead-letter queues of functions: what a function failed at is kept, whatever becomes of the function. */
export function makeDeadLetters(context: DataContext): void {
  each(context.environment.functions, (name) => addDeadLetters(context, name));
}

function addDeadLetters(context: DataContext, name: string): void {
  const queue = deadLetters(context.scope, `${name}_dead-letters`, {
    of: `${context.prefix}-${name}`,
    guarded: context.guarded,
  });
  const outputs = functionOutputs(name);
  context.publish(outputs.deadLettersArn, queue.arn);
  context.publish(outputs.deadLettersName, queue.name);
}
