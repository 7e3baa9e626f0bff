import type { KindStack } from "../../core/stack/kind";
import { queueOutputs } from "../outputs";
import { queue } from "./access";
import { makeQueues } from "./make";
import { watchQueues } from "./watch";

export const queueStack = {
  make: makeQueues,
  grant: queue,
  values: queueOutputs,
  watch: watchQueues,
} satisfies KindStack;
