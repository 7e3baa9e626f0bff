import type { WatchContext } from "../../core/contexts/watch";
import { cacheOutputs } from "../outputs";
import { cacheAlarms } from "./alarms";

/** Watches the caches. */
export function watchCaches({ environment, data, addAlarms }: WatchContext): void {
  for (const name of Object.keys(environment.caches)) {
    addAlarms(name, cacheAlarms({ name, identifier: data(cacheOutputs(name).identifier) }));
  }
}
