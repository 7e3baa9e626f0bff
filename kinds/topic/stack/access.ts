import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { topicOutputs } from "../outputs";

/** Messages to a topic. */
export const topic: Grant = (name, _level, { data }) =>
  permissionsOnly({
    sid: sid(`Publish to ${name}`),
    actions: ["sns:Publish"],
    resources: [data(topicOutputs(name).arn)],
  });
