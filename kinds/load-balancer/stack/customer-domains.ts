import { Construct } from "constructs";
import { CustomerDomain } from "../../../modules/elb/customer-domain";
import type { Environment } from "../../core/environment";
import type { ContainerService } from "../../service/stack/container-service";
import { keepsLive } from "../../service/stack/paired-routes";
import type { SharedLoadBalancer } from "./shared-load-balancer";

/** Gives customers' own domains to what the manifest leads them to; a pair's go where its live host goes. */
export function addCustomerDomains(
  scope: Construct,
  { loadBalancer, blueGreen }: Environment,
  sharedLoadBalancer: SharedLoadBalancer,
  services: ReadonlyMap<string, ContainerService>,
): void {
  const domains = new Construct(scope, "customer_domains");
  for (const [host, { to }] of Object.entries(loadBalancer.domains)) {
    const pair = blueGreen[to];
    const action = pair
      ? sharedLoadBalancer.paired.get(pair.blue)!.liveAction!
      : { type: "forward", targetGroupArn: services.get(to)!.targetGroupArn! };
    new CustomerDomain(domains, host.replaceAll(".", "-"), {
      listenerArn: sharedLoadBalancer.balancer.listenerArn,
      ...sharedLoadBalancer.route(host),
      action,
      keepsAction: pair !== undefined && keepsLive(scope),
    });
  }
}
