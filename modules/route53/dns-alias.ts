import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface DnsAliasProps {
  /** Id of the Route 53 zone that the host is in. */
  readonly zoneId: string;
  /** The host name. */
  readonly host: string;
  /** DNS name and zone of the load balancer or distribution that the host stands for. */
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  /**
   * Let Route 53 see whether the target is healthy, which no distribution takes
   * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html). @default true
   */
  readonly checksHealth?: boolean;
}

/** A host name in Route 53 that stands for a load balancer or distribution. */
export class DnsAlias extends Construct {
  constructor(scope: Construct, id: string, props: DnsAliasProps) {
    super(scope, id);
    new Route53Record(this, "record", {
      zoneId: props.zoneId,
      name: props.host,
      type: "A",
      alias: {
        name: props.target.dnsName,
        zoneId: props.target.zoneId,
        evaluateTargetHealth: props.checksHealth ?? true,
      },
    });
  }
}
