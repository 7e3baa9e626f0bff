import type { Construct } from "constructs";
import { cacheAlarms } from "../kinds/cache/stack/alarms";
import type { AlarmPlan } from "../kinds/contexts/alarm-plan";
import { ENGINES } from "../kinds/database/engines";
import { databaseAlarms, slowQueryAlarm } from "../kinds/database/stack/alarms";
import { hasCopies } from "../kinds/database/stack/copy-rhythm";
import type { Environment } from "../kinds/environment";
import { functionAlarms } from "../kinds/function/stack/alarms";
import { ScheduledJobs } from "../kinds/job/stack/scheduled-jobs";
import { contactsOf } from "../kinds/operations/contacts";
import { graphsOf } from "../kinds/operations/stack/dashboard-graphs";
import { savedQueries, slowQueryLog } from "../kinds/operations/stack/saved-queries";
import { deadLetterAlarm, queueAlarms, type Receiver } from "../kinds/queue/stack/alarms";
import { exposedServiceAlarms, serviceAlarms } from "../kinds/service/stack/alarms";
import { Alarm } from "../modules/cloudwatch/alarm";
import type { Graph } from "../modules/cloudwatch/dashboard";
import { AlarmTopic } from "../modules/sns/alarm-topic";
import type { DataLayer } from "./data";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import { onDemand } from "./on-demand";
import type { ServiceLayer } from "./service";

export interface OperationsLayerProps extends EnvironmentLayerProps {
  readonly data: DataLayer;
  readonly service: ServiceLayer;
}

/** What tells people: a topic with its subscriptions, alarms, saved queries, a dashboard and a budget. */
export class OperationsLayer extends EnvironmentLayer {
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
    this.watchServices();
    this.watchData();
    this.watchFunctions();
    if (ScheduledJobs.areNeeded(this.environment)) this.watchJobs();
    if (hasCopies(this.environment)) this.addCopies();
    this.addQueries();
    if (operations.dashboard) this.addDashboard();
    if (operations.budget) this.addBudget(operations.budget);
    this.publish("alarm_topic_arn", this.topic.arn, "Topic that alarms publish to");
  }

  private watchServices(): void {
    const { services, operations } = this.environment;
    const { service: layer } = this.operationsProps;
    const clusterName = this.read(layer, "cluster_name");
    for (const [name, service] of Object.entries(services)) {
      const read = (output: string) => this.read(layer, `${name}_${output}`);
      const target = { name, clusterName, serviceName: read("service"), thresholds: operations.alarms };
      this.addAlarms(name, serviceAlarms(target));
      if (!service.expose) continue;
      const loadBalancer = this.read(layer, "load_balancer");
      const exposed = { name, loadBalancer, targetGroup: read("targets"), thresholds: operations.alarms };
      this.addAlarms(name, exposedServiceAlarms(exposed));
    }
  }

  private watchData(): void {
    const { services, databases, caches, queues, operations } = this.environment;
    const { data } = this.operationsProps;
    for (const [name, { engine }] of Object.entries(databases)) {
      const identifier = this.read(data, `${name}_identifier`);
      const isCluster = ENGINES[engine].cluster;
      this.addAlarms(name, databaseAlarms({ name, identifier, isCluster, thresholds: operations.alarms }));
    }
    for (const [name, identifier] of Object.entries(this.mysqlServers())) this.watchSlowQueries(name, identifier);
    for (const name of Object.keys(caches)) {
      this.addAlarms(name, cacheAlarms({ name, identifier: this.read(data, `${name}_identifier`) }));
    }
    for (const name of Object.keys(queues)) {
      const queueName = this.read(data, `${name}_name`);
      this.addAlarms(name, queueAlarms({ name, queueName, receivers: receiversOf(services, name) }));
    }
  }

  private addCopies(): void {
    const { environment, prefix, account } = this;
    const data = (output: string) => this.read(this.operationsProps.data, output);
    const failures = data("copies_failures_name");
    new onDemand.DatabaseCopies(this, "database_copies", { environment, prefix, account, data });
    this.addAlarms("copies", [
      deadLetterAlarm(
        failures,
        `Copies of databases failed and are in the queue ${failures}, each with its reason. Read one there, mend the cause, make the copy by hand (docs/backups.md says how), and purge the queue.`,
      ),
    ]);
  }

  private watchJobs(): void {
    const failures = this.read(this.operationsProps.data, "scheduled_jobs_failures_name");
    this.addAlarms("scheduled-jobs", [
      deadLetterAlarm(
        failures,
        `Jobs by the clock failed or could not start, and are in the queue ${failures}, each with its reason. Read one there, and the log of the job's service; mend the cause, run the job with "drydock run", and purge the queue.`,
      ),
    ]);
  }

  private watchFunctions(): void {
    const { functions, operations } = this.environment;
    const { data, service } = this.operationsProps;
    for (const [name, { timeout }] of Object.entries(functions)) {
      const functionName = this.read(service, `${name}_function`);
      const deadLettersName = this.read(data, `${name}_dead_letters_name`);
      const subject = { name, functionName, deadLettersName, timeout, thresholds: operations.alarms };
      this.addAlarms(name, functionAlarms(subject));
    }
  }

  /** Identifiers of the servers that write a slow query log. */
  private mysqlServers(): Record<string, string> {
    const servers = Object.entries(this.environment.databases).filter(
      ([, { engine }]) => ENGINES[engine].dialect === "mysql",
    );
    return Object.fromEntries(
      servers.map(([name]) => [name, this.read(this.operationsProps.data, `${name}_identifier`)]),
    );
  }

  private watchSlowQueries(name: string, identifier: string): void {
    const metric = { namespace: `Drydock/${this.prefix}`, name: `${name}-slow-queries` };
    new onDemand.LogMetric(this, `${name}_slow_query_count`, {
      ...metric,
      logGroup: slowQueryLog(identifier),
      // The line that every entry of the slow query log has once.
      pattern: '"# Query_time:"',
    });
    this.addAlarms(name, [slowQueryAlarm(name, metric, this.environment.operations.alarms)]);
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

  private addQueries(): void {
    for (const plan of savedQueries(this.environment, this.mysqlServers())) {
      new onDemand.SavedQuery(this, `query_${plan.name}`, { ...plan, name: `${this.prefix}/${plan.name}` });
    }
  }

  private addDashboard(): void {
    const { region } = this.environment;
    new onDemand.Dashboard(this, "dashboard", { name: this.prefix, region, graphs: this.graphs });
  }

  private addBudget({ monthly, at }: { monthly: number; at: readonly number[] }): void {
    new onDemand.Budget(this, "budget", {
      name: this.prefix,
      monthly,
      at,
      tag: { key: "CostGroup", value: this.environment.costGroup ?? this.prefix },
      topicArn: this.topic.arn,
    });
  }
}

function receiversOf(services: Environment["services"], name: string): Receiver[] {
  return Object.entries(services).flatMap(([service, { scale }]) => {
    const { of, latency, perMessage = 0 } = scale.queue ?? {};
    return of === name && latency ? [{ service, latency, perMessage }] : [];
  });
}
