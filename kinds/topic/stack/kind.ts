import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { topic } from "./access";
import { makeTopics } from "./make";

export const topicStack: KindStack = { make: makeTopics, grant: topic, value: handedOn, watch: nothing };
