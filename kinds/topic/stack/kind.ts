import { type KindStack, nothing } from "../../core/stack/kind";
import { topicOutputs } from "../outputs";
import { topic } from "./access";
import { makeTopics } from "./make";

export const topicStack = { make: makeTopics, grant: topic, values: topicOutputs, watch: nothing } satisfies KindStack;
