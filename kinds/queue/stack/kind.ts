import { handedOn, type KindStack } from "../../core/stack/kind";
import { queue } from "./access";
import { makeQueues } from "./make";
import { watchQueues } from "./watch";

export const queueStack: KindStack = { make: makeQueues, grant: queue, value: handedOn, watch: watchQueues };
