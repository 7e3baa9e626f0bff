import { Construct } from "constructs";
import type { Environment } from "../manifest/schema/environment";
import type { ContainerService } from "./container-service";
import type { FrontDoor } from "./front-door";
import { onDemand } from "./on-demand";
import { keepsLive } from "./paired-routes";

/** Gives customers' own domains to what the manifest leads them to; a pair's go where its live host goes. */
export function addCustomerDomains(
  scope: Construct,
  { loadBalancer, blueGreen }: Environment,
  frontDoor: FrontDoor,
  services: ReadonlyMap<string, ContainerService>,
): void {
  const domains = new Construct(scope, "customer_domains");
  for (const [host, { to }] of Object.entries(loadBalancer.domains)) {
    const pair = blueGreen[to];
    const action = pair
      ? frontDoor.paired.get(pair.blue)!.liveAction!
      : { type: "forward", targetGroupArn: services.get(to)!.targetGroupArn! };
    new onDemand.CustomerDomain(domains, host.replaceAll(".", "-"), {
      listenerArn: frontDoor.balancer.listenerArn,
      ...frontDoor.route(host),
      action,
      keepsAction: pair !== undefined && keepsLive(scope),
    });
  }
}
