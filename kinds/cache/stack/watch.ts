import type { WatchContext } from "../../core/contexts/watch";
import { cacheAlarms } from "./alarms";

/** Watches the caches. */
export function watchCaches({ environment, data, addAlarms }: WatchContext): void {
  for (const name of Object.keys(environment.caches)) {
    addAlarms(name, cacheAlarms({ name, identifier: data(`${name}_identifier`) }));
  }
}
