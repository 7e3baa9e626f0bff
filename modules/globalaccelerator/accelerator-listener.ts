import { GlobalacceleratorEndpointGroup } from "@cdktf/provider-aws/lib/globalaccelerator-endpoint-group";
import { GlobalacceleratorListener } from "@cdktf/provider-aws/lib/globalaccelerator-listener";
import { Construct } from "constructs";

export interface AcceleratorListenerProps {
  /** ARN of the accelerator. */
  readonly acceleratorArn: string;
  /** ARN of the load balancer that gets the traffic. */
  readonly loadBalancerArn: string;
  /** Region of the load balancer. */
  readonly region: string;
}

/**
 * Leads an accelerator's addresses to a load balancer, on 80 and 443. The load balancer sees visitors' own addresses,
 * and its targets' health is the endpoint's
 * (https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html).
 */
export class AcceleratorListener extends Construct {
  constructor(scope: Construct, id: string, props: AcceleratorListenerProps) {
    super(scope, id);
    const listener = new GlobalacceleratorListener(this, "listener", {
      acceleratorArn: props.acceleratorArn,
      protocol: "TCP",
      portRange: [80, 443].map((port) => ({ fromPort: port, toPort: port })),
    });
    new GlobalacceleratorEndpointGroup(this, "endpoints", {
      listenerArn: listener.id,
      endpointGroupRegion: props.region,
      // Global Accelerator's own weight; left out, the provider sends 0, which is no traffic.
      endpointConfiguration: [{ endpointId: props.loadBalancerArn, weight: 128, clientIpPreservationEnabled: true }],
    });
  }
}
