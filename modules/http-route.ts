import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { shorten, shortHash } from "./name";

export interface HealthCheck {
  readonly path: string;
  /** Status codes that mean healthy, such as `200` or `200-299`. */
  readonly status: string;
  /** Seconds between two checks. */
  readonly interval: number;
  /** Seconds after which a check has failed. */
  readonly timeout: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

export interface HttpRouteProps {
  /** Name of the target group; cut to 32 characters. */
  readonly name: string;
  readonly vpcId: string;
  readonly listenerArn: string;
  /** Host name whose requests go to the targets. */
  readonly host: string;
  /** Place among the listener's rules, 1 to 50,000. */
  readonly priority: number;
  /** Port of the targets. */
  readonly port: number;
  readonly healthCheck: HealthCheck;
  /** Seconds that requests in flight get when a target is taken out. */
  readonly deregistrationDelay: number;
  /** Seconds that a client stays with a target, by a cookie of the load balancer. @default - it stays with none */
  readonly stickyFor?: number;
}

/** The way from a host name on a load balancer to the tasks of a service. */
export class HttpRoute extends Construct {
  readonly targetGroupArn: string;
  readonly targetGroupArnSuffix: string;
  readonly rule: LbListenerRule;

  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    const group = new LbTargetGroup(this, "targets", {
      // What forces a replacement is part of the name: the new group can be made while a listener still uses the old.
      name: shorten(`${props.name}-${shortHash(`HTTP ${props.port}`)}`, 32),
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
    this.rule = new LbListenerRule(this, "rule", {
      listenerArn: props.listenerArn,
      priority: props.priority,
      condition: [{ hostHeader: { values: [props.host] } }],
      action: [{ type: "forward", targetGroupArn: group.arn }],
    });
    this.targetGroupArn = group.arn;
    this.targetGroupArnSuffix = group.arnSuffix;
  }
}
