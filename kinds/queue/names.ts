import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { type EnvironmentId, nameIn } from "../core/names";

/** What the name of a dead-letter queue has after that of its queue or function. */
export const DEAD_LETTERS = "-dead-letters";

/** Name of a queue in SQS, which leaves room for that of its dead-letter queue. */
export function queueName(environment: EnvironmentId, name: string): string {
  return shorten(nameIn(environment, name), LONGEST_NAME.queue - DEAD_LETTERS.length);
}
