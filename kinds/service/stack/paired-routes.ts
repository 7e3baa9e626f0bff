import type { LbListenerRule, LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Construct } from "constructs";
import { BlueGreenRoute } from "../../../modules/elb/blue-green-route";
import type { TargetGroupProps } from "../../../modules/elb/target-group";
import type { Environment } from "../../core/environment";
import type { BlueGreen } from "../blue-green";
import { frontContainer } from "../containers";

/** Name in the app's context that leaves blue/green pairs as they are. */
export const KEEPS_LIVE = "drydock.keepsLive";

/** How a service gets its requests. */
export interface ServiceRoute {
  /** ARN of the target group that its tasks register in. */
  readonly targetGroupArn: string;
  /** Target group, as CloudWatch names it. */
  readonly targetGroupArnSuffix: string;
  /** Listener rules that lead to it, which have to be there before the service. */
  readonly rules: readonly LbListenerRule[];
  /** Where requests for the live host of its pair go. @default - the service is in no pair */
  readonly liveAction?: LbListenerRuleAction;
}

export interface PairedRoutesProps {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  readonly prefix: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** ARN of the load balancer's listener. */
  readonly listenerArn: string;
  /** Places of hosts among the listener's rules. */
  readonly priorities: Readonly<Record<string, number>>;
}

/** The target group of a service that is exposed, as the manifest describes it. */
export function targetGroupOf(
  service: string,
  { environment, prefix, vpcId }: Pick<PairedRoutesProps, "environment" | "prefix" | "vpcId">,
): TargetGroupProps {
  const settings = environment.services[service]!;
  const { health, deregistration, sticky } = settings.expose!;
  return {
    name: `${prefix}-${service}`,
    vpcId,
    port: frontContainer(service, settings)!.port,
    healthCheck: health,
    deregistrationDelay: deregistration,
    stickyFor: sticky,
  };
}

/** Whether rules that lead to the live colour stay as they are, whichever that is to be. */
export function keepsLive(scope: Construct): boolean {
  return scope.node.tryGetContext(KEEPS_LIVE) === true;
}

/** The ways to the services of blue/green pairs, by service. */
export function pairedRoutes(scope: Construct, props: PairedRoutesProps): Map<string, ServiceRoute> {
  const pairs = Object.entries(props.environment.blueGreen);
  return new Map(pairs.flatMap(([name, pair]) => routesOf(scope, name, pair, props)));
}

function routesOf(scope: Construct, name: string, pair: BlueGreen, props: PairedRoutesProps): [string, ServiceRoute][] {
  const rule = (host: string) => ({ host, priority: props.priorities[host]! });
  const { groups, rules, liveAction } = new BlueGreenRoute(scope, name, {
    listenerArn: props.listenerArn,
    blue: targetGroupOf(pair.blue, props),
    green: targetGroupOf(pair.green, props),
    live: pair.live,
    liveHost: rule(pair.host),
    testHost: rule(pair.test),
    shift: pair.shift,
    keepsLive: keepsLive(scope),
  });
  return (["blue", "green"] as const).map((colour) => [
    pair[colour],
    { targetGroupArn: groups[colour].arn, targetGroupArnSuffix: groups[colour].arnSuffix, rules, liveAction },
  ]);
}
