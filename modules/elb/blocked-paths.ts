import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";

/** Values that the conditions of a rule may have together (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html). */
const VALUES = 5;

export interface BlockedPathsProps {
  /** ARN of the load balancer's listener. */
  readonly listenerArn: string;
  /** Patterns of paths, such as `/admin/*`. */
  readonly paths: readonly string[];
}

/** How many rules paths take, which are the first ones of the listener. */
export function blockedRules(paths: readonly string[]): number {
  return Math.ceil(paths.length / VALUES);
}

/** Paths that are not found from outside, on any host: these rules come before all others. */
export class BlockedPaths extends Construct {
  constructor(scope: Construct, id: string, { listenerArn, paths }: BlockedPathsProps) {
    super(scope, id);
    for (let rule = 0; rule < blockedRules(paths); rule += 1) {
      new LbListenerRule(this, `rule-${rule + 1}`, {
        listenerArn,
        priority: rule + 1,
        condition: [{ pathPattern: { values: paths.slice(rule * VALUES, (rule + 1) * VALUES) } }],
        action: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "Not found" },
          },
        ],
      });
    }
  }
}
