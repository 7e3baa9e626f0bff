import { output } from "../core/output";

/** What the data layer hands on of a topic. */
export function topicOutputs(topic: string) {
  return { arn: output("data", `${topic}_arn`, `ARN of the topic ${topic}`) };
}
