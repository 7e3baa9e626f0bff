import { Topic } from "../../../modules/sns/topic";
import { type DataContext, each } from "../../core/contexts/data";
import { topicOutputs } from "../outputs";

/** Topics. */
export function makeTopics(context: DataContext): void {
  each(context.environment.topics, (name) => addTopic(context, name));
}

function addTopic(context: DataContext, name: string): void {
  const topic = new Topic(context.scope, name, { name: `${context.prefix}-${name}` });
  context.topics.set(name, topic.arn);
  context.publish(topicOutputs(name).arn, topic.arn);
}
