import { LbListenerRule, type LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { type TargetGroupProps, targetGroup } from "./target-group";

export type Colour = "blue" | "green";

/** A host name on a load balancer, and its place among the listener's rules, 1 to 50,000. */
export interface HostRule {
  /** Host name whose requests the rule takes. */
  readonly host: string;
  /** Place among the listener's rules, 1 to 50,000; lower ones come first. */
  readonly priority: number;
}

export interface BlueGreenRouteProps {
  /** ARN of the load balancer's listener. */
  readonly listenerArn: string;
  /** Target group of the blue service. */
  readonly blue: TargetGroupProps;
  /** Target group of the green service. */
  readonly green: TargetGroupProps;
  /** Which colour is live. */
  readonly live: Colour;
  /** Host name of the live service. */
  readonly liveHost: HostRule;
  /** Host name at which the other service is tested. */
  readonly testHost: HostRule;
  /** Per cent of the live host's visitors that the other colour gets. @default 0 */
  readonly shift?: number;
  /** Leave the rules as they are, whichever colour is live. @default false */
  readonly keepsLive?: boolean;
}

/** Time in which a visitor stays with the colour they came to while visitors are shifted. */
const STAY = 3600;

/**
 * The ways from two host names to two services: the live one, and the other for testing. Both rules know both target
 * groups and weigh them, so a switch changes the rules' weights and nothing else.
 */
export class BlueGreenRoute extends Construct {
  readonly groups: Readonly<Record<Colour, LbTargetGroup>>;
  /** Where requests for the live host go. */
  readonly liveAction: LbListenerRuleAction;
  /** The rules: without them, ECS takes no target group. */
  readonly rules: readonly LbListenerRule[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BlueGreenRouteProps,
  ) {
    super(scope, id);
    const { live, shift = 0 } = props;
    this.groups = { blue: targetGroup(this, "blue", props.blue), green: targetGroup(this, "green", props.green) };
    const other = live === "blue" ? "green" : "blue";
    this.liveAction = this.weighed({ [live]: 100 - shift, [other]: shift });
    this.rules = [
      this.rule("live", props.liveHost, this.liveAction),
      this.rule("test", props.testHost, this.weighed({ [other]: 100, [live]: 0 })),
    ];
  }

  private rule(id: string, { host, priority }: HostRule, action: LbListenerRuleAction): LbListenerRule {
    return new LbListenerRule(this, id, {
      listenerArn: this.props.listenerArn,
      priority,
      lifecycle: this.props.keepsLive ? { ignoreChanges: ["action"] } : undefined,
      condition: [{ hostHeader: { values: [host] } }],
      action: [action],
    });
  }

  private weighed(weights: Partial<Record<Colour, number>>): LbListenerRuleAction {
    const isShared = Object.values(weights).every((weight) => weight > 0);
    return {
      type: "forward",
      forward: {
        targetGroup: (["blue", "green"] as const).map((colour) => ({
          arn: this.groups[colour].arn,
          weight: weights[colour],
        })),
        stickiness: isShared ? { enabled: true, duration: STAY } : undefined,
      },
    };
  }
}
