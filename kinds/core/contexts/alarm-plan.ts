import type { AlarmProps } from "../../../modules/cloudwatch/alarm";

/** An alarm before it has its place: what `Alarm` takes, without the topic, and with a name within the environment. */
export type AlarmPlan = Omit<AlarmProps, "topicArn">;
