import type { KindStack } from "../../core/stack/kind";
import { cache } from "./access";
import { makeCaches } from "./make";
import { cacheValues } from "./values";
import { watchCaches } from "./watch";

export const cacheStack = {
  make: makeCaches,
  grant: cache,
  values: cacheValues,
  watch: watchCaches,
} satisfies KindStack;
