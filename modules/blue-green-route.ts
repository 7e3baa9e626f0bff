import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { type TargetGroupProps, targetGroup } from "./target-group";

export type Colour = "blue" | "green";

/** A host name on a load balancer, and its place among the listener's rules, 1 to 50,000. */
export interface HostRule {
  readonly host: string;
  readonly priority: number;
}

export interface BlueGreenRouteProps {
  readonly listenerArn: string;
  readonly blue: TargetGroupProps;
  readonly green: TargetGroupProps;
  /** Which colour is live. */
  readonly live: Colour;
  readonly liveHost: HostRule;
  readonly testHost: HostRule;
  /** Per cent of the live host's visitors that the other colour gets. @default 0 */
  readonly shift?: number;
}

/** Time in which a visitor stays with the colour they came to while visitors are shifted. */
const STAY = 3600;

/**
 * The ways from two host names to two services: the live one, and the other for testing. Both rules know both target
 * groups and weigh them, so a switch changes the rules' weights and nothing else.
 */
export class BlueGreenRoute extends Construct {
  readonly groups: Readonly<Record<Colour, LbTargetGroup>>;
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
    this.rules = [
      this.rule("live", props.liveHost, { [live]: 100 - shift, [other]: shift }),
      this.rule("test", props.testHost, { [other]: 100, [live]: 0 }),
    ];
  }

  private rule(id: string, { host, priority }: HostRule, weights: Partial<Record<Colour, number>>): LbListenerRule {
    const isShared = Object.values(weights).every((weight) => weight > 0);
    return new LbListenerRule(this, id, {
      listenerArn: this.props.listenerArn,
      priority,
      condition: [{ hostHeader: { values: [host] } }],
      action: [
        {
          type: "forward",
          forward: {
            targetGroup: (["blue", "green"] as const).map((colour) => ({
              arn: this.groups[colour].arn,
              weight: weights[colour],
            })),
            stickiness: isShared ? { enabled: true, duration: STAY } : undefined,
          },
        },
      ],
    });
  }
}
