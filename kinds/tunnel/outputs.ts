import { output } from "../core/output";

/** What the network layer hands on of the tunnel's host; the address only of one that is reached by SSH. */
export const tunnelOutputs = {
  instanceId: output("network", "tunnel_instance_id", "Host to reach databases and caches through"),
  access: output("network", "tunnel_access", "Security group of the tunnel host"),
  address: output("network", "tunnel_address", "Address of the tunnel host, for SSH"),
};
