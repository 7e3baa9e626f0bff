import type { KindStack } from "../../core/stack/kind";
import { cache } from "./access";
import { makeCaches } from "./make";
import { cacheValue } from "./value";
import { watchCaches } from "./watch";

export const cacheStack: KindStack = { make: makeCaches, grant: cache, value: cacheValue, watch: watchCaches };
