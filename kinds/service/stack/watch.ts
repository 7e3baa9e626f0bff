import type { WatchContext } from "../../core/contexts/watch";
import { loadBalancerOutputs } from "../../load-balancer/outputs";
import { clusterOutputs, serviceOutputs } from "../outputs";
import { exposedServiceAlarms, serviceAlarms } from "./alarms";

/** Watches the services, and those behind the load balancer from there, too. */
export function watchServices({ environment, service, addAlarms }: WatchContext): void {
  const thresholds = environment.operations.alarms;
  const clusterName = service(clusterOutputs.name);
  for (const [name, { expose }] of Object.entries(environment.services)) {
    const serviceName = service(serviceOutputs(name).name);
    addAlarms(name, serviceAlarms({ name, clusterName, serviceName, thresholds }));
    if (!expose) continue;
    const [loadBalancer, targetGroup] = [
      service(loadBalancerOutputs.arnSuffix),
      service(serviceOutputs(name).targetGroup),
    ];
    addAlarms(name, exposedServiceAlarms({ name, loadBalancer, targetGroup, thresholds }));
  }
}
