import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { type TargetGroupProps, targetGroup } from "./target-group";

export interface HttpRouteProps extends TargetGroupProps {
  /** ARN of the load balancer's listener. */
  readonly listenerArn: string;
  /** Host name whose requests go to the targets. */
  readonly host: string;
  /** Place among the listener's rules, 1 to 50,000. */
  readonly priority: number;
}

/** The way from a host name on a load balancer to the tasks of a service. */
export class HttpRoute extends Construct {
  readonly targetGroupArn: string;
  readonly targetGroupArnSuffix: string;
  readonly rule: LbListenerRule;

  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    const group = targetGroup(this, "targets", props);
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
