import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { LogGroup } from "../cloudwatch/log-group";

/** What happens to a request that a group of rules is against. */
export type Verdict = "count" | "block";

export interface FirewallProps {
  /** Name of the web ACL; its log group is `aws-waf-logs-<name>`. */
  readonly name: string;
  /** Provider of us-east-1, for what stands in front of CloudFront. @default - for a load balancer of the stack's region */
  readonly cloudFront?: { readonly provider: TerraformProvider | undefined };
  /** What happens to requests that AWS's rules for common attacks match. */
  readonly common: Verdict;
  /** What happens to requests that AWS's rules against SQL injection match. */
  readonly sqlInjection: Verdict;
  /** What happens to requests that AWS's rules for known bad inputs match. */
  readonly knownBadInputs: Verdict;
  /** Requests that an address may make in five minutes. */
  readonly rate: { readonly requests: number; readonly verdict: Verdict };
  /** Days that the log is kept. */
  readonly logRetentionDays: number;
}

/** Seconds in which requests are counted (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html). */
const WINDOW = 300;

/**
 * A web application firewall: AWS's managed rules and a limit for each address. What it counts and blocks is logged,
 * without the headers that sign a visitor in.
 */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { cloudFront, rate } = props;
    const provider = cloudFront?.provider;
    const acl = new Wafv2WebAcl(this, "acl", {
      provider,
      name: props.name,
      scope: cloudFront ? "CLOUDFRONT" : "REGIONAL",
      defaultAction: { allow: {} },
      rule: [
        limit(rate.requests, rate.verdict),
        // Bodies of more than 8 KB are counted and let through: uploads and long forms are larger
        // (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html).
        managed("CommonRuleSet", 1, props.common, ["SizeRestrictions_BODY"]),
        managed("SQLiRuleSet", 2, props.sqlInjection),
        managed("KnownBadInputsRuleSet", 3, props.knownBadInputs),
      ],
      visibilityConfig: visibility(props.name),
    });
    const logs = new LogGroup(this, "logs", {
      // WAF writes to groups of this name only (https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
      name: `aws-waf-logs-${props.name}`,
      retentionDays: props.logRetentionDays,
      provider,
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      provider,
      resourceArn: acl.arn,
      logDestinationConfigs: [logs.arn],
      redactedFields: ["authorization", "cookie"].map((name) => ({ singleHeader: { name } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    });
    this.arn = acl.arn;
  }
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function limit(requests: number, verdict: Verdict): Wafv2WebAclRule {
  return {
    name: "rate",
    priority: 0,
    action: { [verdict]: {} },
    statement: { rate_based_statement: { limit: requests, aggregate_key_type: "IP", evaluation_window_sec: WINDOW } },
    visibilityConfig: visibility("rate"),
  };
}

function managed(group: string, priority: number, verdict: Verdict, counted: string[] = []): Wafv2WebAclRule {
  const overrides = counted.map((name) => ({ name, action_to_use: { count: {} } }));
  return {
    name: group,
    priority,
    // A group blocks by itself; `none` leaves it so.
    overrideAction: verdict === "block" ? { none: {} } : { count: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: `AWSManagedRules${group}`,
        ...(overrides.length > 0 && { rule_action_override: overrides }),
      },
    },
    visibilityConfig: visibility(group),
  };
}
