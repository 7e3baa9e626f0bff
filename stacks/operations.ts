import type { Construct } from "constructs";
import { ENGINES } from "../manifest/engines";
import type { Environment } from "../manifest/schema/environment";
import { Alarm, type AlarmProps } from "../modules/alarm";
import { AlarmTopic, type Subscription } from "../modules/alarm-topic";
import { cacheAlarms } from "./cache-alarms";
import type { DataLayer } from "./data";
import { databaseAlarms } from "./database-alarms";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import { functionAlarms } from "./function-alarms";
import { queueAlarms, type Receiver } from "./queue-alarms";
import type { ServiceLayer } from "./service";
import { exposedServiceAlarms, serviceAlarms } from "./service-alarms";

export interface OperationsLayerProps extends EnvironmentLayerProps {
  readonly data: DataLayer;
  readonly service: ServiceLayer;
}

/** An alarm before it has its place: what `Alarm` takes, without the topic, and with a name within the environment. */
export type AlarmPlan = Omit<AlarmProps, "topicArn">;

/** What tells people: a topic with its subscriptions, and the alarms of services and databases. */
export class OperationsLayer extends EnvironmentLayer {
  constructor(scope: Construct, props: OperationsLayerProps) {
    super(scope, "operations", props);
    const { operations, services, functions, databases, caches, queues } = this.environment;
    const topic = new AlarmTopic(this, "alarm_topic", {
      name: `${this.prefix}-alarms`,
      account: this.account,
      subscriptions: operations.notify.map(subscriptionOf),
    });
    const clusterName = this.read(props.service, "cluster_name");
    for (const [name, service] of Object.entries(services)) {
      const read = (output: string) => this.read(props.service, `${name}_${output}`);
      const target = { name, clusterName, serviceName: read("service"), thresholds: operations.alarms };
      this.addAlarms(name, topic, serviceAlarms(target));
      if (!service.expose) continue;
      const loadBalancer = this.read(props.service, "load_balancer");
      const exposed = { name, loadBalancer, targetGroup: read("targets"), thresholds: operations.alarms };
      this.addAlarms(name, topic, exposedServiceAlarms(exposed));
    }
    for (const [name, { engine }] of Object.entries(databases)) {
      const identifier = this.read(props.data, `${name}_identifier`);
      const isCluster = ENGINES[engine].cluster;
      this.addAlarms(name, topic, databaseAlarms({ name, identifier, isCluster, thresholds: operations.alarms }));
    }
    for (const name of Object.keys(caches)) {
      this.addAlarms(name, topic, cacheAlarms({ name, identifier: this.read(props.data, `${name}_identifier`) }));
    }
    for (const name of Object.keys(queues)) {
      const queueName = this.read(props.data, `${name}_name`);
      this.addAlarms(name, topic, queueAlarms({ name, queueName, receivers: receiversOf(services, name) }));
    }
    for (const [name, { timeout }] of Object.entries(functions)) {
      const functionName = this.read(props.service, `${name}_function`);
      const deadLettersName = this.read(props.data, `${name}_dead_letters_name`);
      const subject = { name, functionName, deadLettersName, timeout, thresholds: operations.alarms };
      this.addAlarms(name, topic, functionAlarms(subject));
    }
    this.publish("alarm_topic_arn", topic.arn, "Topic that alarms publish to");
  }

  private addAlarms(subject: string, topic: AlarmTopic, alarms: readonly AlarmPlan[]): void {
    for (const alarm of alarms) {
      new Alarm(this, `${subject}_${alarm.name}`, {
        ...alarm,
        name: `${this.prefix}-${subject}-${alarm.name}`,
        topicArn: topic.arn,
      });
    }
  }
}

function subscriptionOf(who: object): Subscription {
  const [protocol, endpoint] = Object.entries(who)[0] as [Subscription["protocol"], string];
  return { protocol, endpoint };
}

function receiversOf(services: Environment["services"], name: string): Receiver[] {
  return Object.entries(services).flatMap(([service, { scale }]) => {
    const { of, latency, perMessage = 0 } = scale.queue ?? {};
    return of === name && latency ? [{ service, latency, perMessage }] : [];
  });
}
