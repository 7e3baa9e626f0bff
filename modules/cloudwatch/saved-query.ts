import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";

export interface SavedQueryProps {
  /** Name in CloudWatch Logs Insights; slashes make folders. */
  readonly name: string;
  /** Names of the log groups that are searched. */
  readonly logGroups: string[];
  /** In the language of Logs Insights (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html). */
  readonly query: string;
}

/** A query of logs that people find in CloudWatch Logs Insights. */
export class SavedQuery extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);
    new CloudwatchQueryDefinition(this, "query", {
      name: props.name,
      logGroupNames: props.logGroups,
      queryString: props.query,
    });
  }
}
