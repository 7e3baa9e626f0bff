import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten, shortHash } from "../../aws/shorten";

export interface HealthCheck {
  /** Path that is asked for, by HTTP. */
  readonly path: string;
  /** Status codes that mean healthy, such as `200` or `200-299`. */
  readonly status: string;
  /** Seconds between two checks. */
  readonly interval: number;
  /** Seconds after which a check has failed. */
  readonly timeout: number;
  /** Successful checks in a row after which a target is healthy. */
  readonly healthy: number;
  /** Failed checks in a row after which a target is unhealthy. */
  readonly unhealthy: number;
}

export interface TargetGroupProps {
  /** Name of the target group; cut to 32 characters. */
  readonly name: string;
  /** Id of the VPC of the targets. */
  readonly vpcId: string;
  /** Port of the targets. */
  readonly port: number;
  /** How the load balancer checks whether a target can take requests. */
  readonly healthCheck: HealthCheck;
  /** Seconds that requests in flight get when a target is taken out. */
  readonly deregistrationDelay: number;
  /** Seconds that a client stays with a target, by a cookie of the load balancer. @default - it stays with none */
  readonly stickyFor?: number;
}

/** Tasks of a service, as a load balancer knows them. */
export function targetGroup(scope: Construct, id: string, props: TargetGroupProps): LbTargetGroup {
  return new LbTargetGroup(scope, id, {
    // What forces a replacement is part of the name: the new group can be made while a listener still uses the old.
    name: shorten(`${props.name}-${shortHash(`HTTP ${props.port}`)}`, LONGEST_NAME.targetGroup),
    vpcId: props.vpcId,
    targetType: "ip",
    protocol: "HTTP",
    port: props.port,
    deregistrationDelay: String(props.deregistrationDelay),
    // Said either way: what Terraform is not told, the provider leaves as it is.
    stickiness: { type: "lb_cookie", enabled: props.stickyFor !== undefined, cookieDuration: props.stickyFor },
    healthCheck: {
      protocol: "HTTP",
      port: "traffic-port",
      path: props.healthCheck.path,
      matcher: props.healthCheck.status,
      interval: props.healthCheck.interval,
      timeout: props.healthCheck.timeout,
      healthyThreshold: props.healthCheck.healthy,
      unhealthyThreshold: props.healthCheck.unhealthy,
    },
    lifecycle: { createBeforeDestroy: true },
  });
}
