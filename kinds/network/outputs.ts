import { listOutput, output } from "../core/output";

/** What the network layer hands on of the VPC. */
export const networkOutputs = {
  vpcId: output("network", "vpc_id", "VPC of the environment"),
  publicSubnetIds: listOutput("network", "public_subnet_ids", "Subnets for load balancers"),
  privateSubnetIds: listOutput("network", "private_subnet_ids", "Subnets for tasks, databases and caches"),
  natAddresses: listOutput("network", "nat_addresses", "Addresses that tasks have towards the internet"),
};
