import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";

/** Messages to a topic. */
export const topic: Grant = (name, _level, { data }) =>
  permissionsOnly({ sid: sid(`Publish to ${name}`), actions: ["sns:Publish"], resources: [data(`${name}_arn`)] });
