import type { WatchContext } from "../../core/contexts/watch";
import { functionAlarms } from "./alarms";

/** Watches the functions. */
export function watchFunctions({ environment, data, service, addAlarms }: WatchContext): void {
  const thresholds = environment.operations.alarms;
  for (const [name, { timeout }] of Object.entries(environment.functions)) {
    const functionName = service(`${name}_function`);
    const deadLettersName = data(`${name}_dead_letters_name`);
    addAlarms(name, functionAlarms({ name, functionName, deadLettersName, timeout, thresholds }));
  }
}
