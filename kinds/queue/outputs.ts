import { output } from "../core/output";

/** What the data layer hands on of a queue. */
export function queueOutputs(queue: string) {
  return {
    url: output("data", `${queue}_url`, `URL of the queue ${queue}`),
    arn: output("data", `${queue}_arn`, `ARN of the queue ${queue}`),
    name: output("data", `${queue}_name`, `Name of the queue ${queue}`),
  };
}
