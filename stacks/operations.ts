import type { Construct } from "constructs";
import type { AlarmPlan } from "../kinds/core/contexts/alarm-plan";
import type { WatchContext } from "../kinds/core/contexts/watch";
import { WATCHED_PARTS } from "../kinds/core/stack";
import { databaseOutputs } from "../kinds/database/outputs";
import { slowQueryServers } from "../kinds/database/stack/slow-queries";
import { contactsOf } from "../kinds/operations/contacts";
import { operationsOutputs } from "../kinds/operations/outputs";
import { graphsOf } from "../kinds/operations/stack/dashboard-graphs";
import { savedQueries } from "../kinds/operations/stack/saved-queries";
import { Alarm } from "../modules/cloudwatch/alarm";
import { Budget } from "../modules/cloudwatch/budget";
import type { Graph } from "../modules/cloudwatch/dashboard";
import { Dashboard } from "../modules/cloudwatch/dashboard";
import { SavedQuery } from "../modules/cloudwatch/saved-query";
import { AlarmTopic } from "../modules/sns/alarm-topic";
import type { DataLayer } from "./data";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { ServiceLayer } from "./service";

export interface OperationsLayerProps extends EnvironmentLayerProps {
  /** Layer with the stateful resources that are watched. */
  readonly data: DataLayer;
  /** Layer with the services and functions that are watched. */
  readonly service: ServiceLayer;
}

/** What tells people: a topic with its subscriptions, alarms, saved queries, a dashboard and a budget. */
export class OperationsLayer extends EnvironmentLayer<"operations"> {
  private readonly topic: AlarmTopic;
  private readonly graphs: Graph[] = [];

  constructor(
    scope: Construct,
    private readonly operationsProps: OperationsLayerProps,
  ) {
    super(scope, "operations", operationsProps);
    const { operations } = this.environment;
    this.topic = new AlarmTopic(this, "alarm_topic", {
      name: `${this.prefix}-alarms`,
      account: this.account,
      subscriptions: contactsOf(operations),
      budgets: operations.budget !== undefined,
    });
    const context = this.context();
    for (const { watch } of WATCHED_PARTS) watch(context);
    this.addQueries();
    if (operations.dashboard) this.addDashboard();
    if (operations.budget) this.addBudget(operations.budget);
    this.publish(operationsOutputs.alarmTopicArn, this.topic.arn);
  }

  private context(): WatchContext {
    const { environment, prefix, account, operationsProps } = this;
    return {
      scope: this,
      environment,
      prefix,
      account,
      data: (output) => this.read(operationsProps.data, output),
      service: (output) => this.read(operationsProps.service, output),
      addAlarms: (subject, alarms) => this.addAlarms(subject, alarms),
    };
  }

  private addAlarms(subject: string, alarms: readonly AlarmPlan[]): void {
    for (const alarm of alarms) {
      new Alarm(this, `${subject}_${alarm.name}`, {
        ...alarm,
        name: `${this.prefix}-${subject}-${alarm.name}`,
        topicArn: this.topic.arn,
      });
    }
    this.graphs.push(...graphsOf(subject, alarms));
  }

  /** Identifiers of the servers that write a slow query log. */
  private slowQueryServers(): Record<string, string> {
    const identifier = (name: string) => this.read(this.operationsProps.data, databaseOutputs(name).identifier);
    return Object.fromEntries(slowQueryServers(this.environment).map((name) => [name, identifier(name)]));
  }

  private addQueries(): void {
    for (const plan of savedQueries(this.environment, this.slowQueryServers())) {
      new SavedQuery(this, `query_${plan.name}`, { ...plan, name: `${this.prefix}/${plan.name}` });
    }
  }

  private addDashboard(): void {
    const { region } = this.environment;
    new Dashboard(this, "dashboard", { name: this.prefix, region, graphs: this.graphs });
  }

  private addBudget({ monthly, at }: { monthly: number; at: readonly number[] }): void {
    new Budget(this, "budget", {
      name: this.prefix,
      monthly,
      at,
      tag: { key: "CostGroup", value: this.environment.costGroup ?? this.prefix },
      topicArn: this.topic.arn,
    });
  }
}
