import type { WatchContext } from "../../core/contexts/watch";
import { exposedServiceAlarms, serviceAlarms } from "./alarms";

/** Watches the services, and those behind the load balancer from there, too. */
export function watchServices({ environment, service, addAlarms }: WatchContext): void {
  const thresholds = environment.operations.alarms;
  const clusterName = service("cluster_name");
  for (const [name, { expose }] of Object.entries(environment.services)) {
    const serviceName = service(`${name}_service`);
    addAlarms(name, serviceAlarms({ name, clusterName, serviceName, thresholds }));
    if (!expose) continue;
    const [loadBalancer, targetGroup] = [service("load_balancer"), service(`${name}_targets`)];
    addAlarms(name, exposedServiceAlarms({ name, loadBalancer, targetGroup, thresholds }));
  }
}
