import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { queueOutputs } from "../outputs";

/** What is done with a queue: a consumer may put a message back too, and who watches sees how many there are. */
const QUEUE: Readonly<Record<string, readonly string[]>> = {
  send: ["SendMessage"],
  receive: ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"],
  watch: [],
};

/** Messages of a queue: sending them, receiving and deleting them, or knowing how many there are. */
export const queue: Grant = (name, level, { data }) =>
  permissionsOnly({
    sid: sid(`${level} ${name}`),
    actions: [...QUEUE[level]!, "GetQueueAttributes", "GetQueueUrl"].map((action) => `sqs:${action}`),
    resources: [data(queueOutputs(name).arn)],
  });
