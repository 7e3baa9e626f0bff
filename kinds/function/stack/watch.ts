import type { WatchContext } from "../../core/contexts/watch";
import { functionOutputs } from "../outputs";
import { functionAlarms } from "./alarms";

/** Watches the functions. */
export function watchFunctions({ environment, data, service, addAlarms }: WatchContext): void {
  const thresholds = environment.operations.alarms;
  for (const [name, { timeout }] of Object.entries(environment.functions)) {
    const functionName = service(functionOutputs(name).name);
    const deadLettersName = data(functionOutputs(name).deadLettersName);
    addAlarms(name, functionAlarms({ name, functionName, deadLettersName, timeout, thresholds }));
  }
}
