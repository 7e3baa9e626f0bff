import { listOutput, output } from "../core/output";

/** What the network layer hands on of static addresses, which outlive the load balancer. */
export const staticAddressOutputs = {
  addresses: listOutput("network", "static_addresses", "Addresses that the load balancer is reached under"),
  acceleratorArn: output("network", "accelerator_arn", "Global Accelerator that has the static addresses"),
  host: output("network", "accelerator_host", "Host name of the static addresses"),
  zoneId: output("network", "accelerator_zone_id", "Route 53 zone of that host name"),
};

/** What the service layer hands on of the load balancer, and of CloudFront if it is in front. */
export const loadBalancerOutputs = {
  host: output("service", "load_balancer_host", "Host name of the load balancer"),
  arnSuffix: output("service", "load_balancer", "Load balancer, as CloudWatch names it"),
  cloudFrontHost: output("service", "cloudfront_host", "CloudFront's own name for what is in front"),
};
