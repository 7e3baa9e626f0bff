import type { WatchContext } from "../../core/contexts/watch";
import type { Environment } from "../../core/environment";
import { queueOutputs } from "../outputs";
import { queueAlarms, type Receiver } from "./alarms";

/** Watches the queues. */
export function watchQueues({ environment, data, addAlarms }: WatchContext): void {
  for (const name of Object.keys(environment.queues)) {
    const receivers = receiversOf(environment.services, name);
    addAlarms(name, queueAlarms({ name, queueName: data(queueOutputs(name).name), receivers }));
  }
}

function receiversOf(services: Environment["services"], name: string): Receiver[] {
  return Object.entries(services).flatMap(([service, { scale }]) => {
    const { of, latency, perMessage = 0 } = scale.queue ?? {};
    return of === name && latency ? [{ service, latency, perMessage }] : [];
  });
}
