import { output } from "../core/output";

/** What the operations layer hands on. */
export const operationsOutputs = {
  alarmTopicArn: output("operations", "alarm_topic_arn", "Topic that alarms publish to"),
};
