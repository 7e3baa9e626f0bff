import { deadLetters } from "../../../modules/sqs/dead-letters";
import { type DataContext, each } from "../../core/contexts/data";

/** Dead-letter queues of functions: what a function failed at is kept, whatever becomes of the function. */
export function makeDeadLetters(context: DataContext): void {
  each(context.environment.functions, (name) => addDeadLetters(context, name));
}

function addDeadLetters(context: DataContext, name: string): void {
  const queue = deadLetters(context.scope, `${name}_dead-letters`, {
    of: `${context.prefix}-${name}`,
    guarded: context.guarded,
  });
  context.publish(`${name}_dead_letters_arn`, queue.arn, `ARN of the dead-letter queue of the function ${name}`);
  context.publish(`${name}_dead_letters_name`, queue.name, `Name of the dead-letter queue of the function ${name}`);
}
