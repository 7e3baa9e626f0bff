import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "constructs";

export interface BudgetProps {
  /** Name of the budget, unique in its account. */
  readonly name: string;
  /** US dollars a month. */
  readonly monthly: number;
  /** Cost allocation tag, and its value, of what the budget counts. */
  readonly tag: { readonly key: string; readonly value: string };
  /** Per cent of the budget at which people are told, and once more if AWS forecasts the last one. */
  readonly at: readonly number[];
  /** ARN of the topic that is told; it must let AWS Budgets publish. */
  readonly topicArn: string;
}

/** A monthly budget of everything that carries a tag; it tells a topic and stops nothing. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const notice = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [props.topicArn],
    });
    new BudgetsBudget(this, "budget", {
      name: props.name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(props.monthly),
      limitUnit: "USD",
      // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html
      costFilter: [{ name: "TagKeyValue", values: [`user:${props.tag.key}$${props.tag.value}`] }],
      notification: [
        ...props.at.map((threshold) => notice("ACTUAL", threshold)),
        notice("FORECASTED", Math.max(...props.at)),
      ],
    });
  }
}
