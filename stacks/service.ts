import type { Construct } from "constructs";
import type { Reference } from "../manifest/reference";
import { Cluster } from "../modules/cluster";
import { ContainerService } from "./container-service";
import type { DataLayer } from "./data";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import { FrontDoor } from "./front-door";
import type { ImageTags } from "./image-uris";
import type { NetworkLayer } from "./network";
import type { RegistryLayer } from "./registry";
import type { Value } from "./values";

export interface ServiceLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
  readonly data: DataLayer;
  readonly registry: RegistryLayer;
  readonly tags: ImageTags;
}

/** What runs: the cluster, the load balancer with its certificate and names, and the services. */
export class ServiceLayer extends EnvironmentLayer {
  constructor(
    scope: Construct,
    private readonly serviceProps: ServiceLayerProps,
  ) {
    super(scope, "service", serviceProps);
    const { network, data, registry, tags } = serviceProps;
    const { environment } = this;
    const vpc = {
      id: this.read(network, "vpc_id"),
      publicSubnetIds: this.readList(network, "public_subnet_ids"),
      privateSubnetIds: this.readList(network, "private_subnet_ids"),
    };
    const cluster = new Cluster(this, "ecs_cluster", { name: this.prefix });
    const frontDoor = FrontDoor.isNeeded(environment)
      ? new FrontDoor(this, "front_door", { environment, prefix: this.prefix, guarded: this.guarded, vpc })
      : undefined;
    for (const name of Object.keys(environment.services)) {
      const service = new ContainerService(this, name, {
        environment,
        prefix: this.prefix,
        account: this.account,
        cluster,
        frontDoor,
        vpc,
        data: (output) => this.read(data, output),
        repository: (output) => this.read(registry, output),
        tags,
        resolve: (reference) => this.resolve(reference),
      });
      this.publish(`${name}_service`, service.serviceName, `Name of the ECS service ${name}`);
      if (service.targetGroup) this.publish(`${name}_targets`, service.targetGroup, `Target group of ${name}`);
    }
    this.publish("cluster_name", cluster.name, "ECS cluster of the environment");
    if (frontDoor) {
      this.publish("load_balancer_host", frontDoor.balancer.dnsName, "Host name of the load balancer");
      this.publish("load_balancer", frontDoor.balancer.arnSuffix, "Load balancer, as CloudWatch names it");
    }
  }

  /** What a reference in the manifest stands for, as a value that other layers have handed on. */
  private resolve({ resource, attribute, text }: Reference): Value {
    const { environment } = this;
    const data = (output: string) => this.read(this.serviceProps.data, `${resource}_${output}`);
    const path = attribute.join(".");
    if (environment.databases[resource]) {
      const [first, second] = attribute;
      if (first !== "secret") return { plain: path === "name" ? environment.databases[resource].database : data(path) };
      if (second === "arn") return { plain: data("secret_arn") };
      return { secretFrom: second ? `${data("secret_arn")}:${second}::` : data("secret_arn") };
    }
    if (environment.secrets[resource]) {
      if (path === "arn" || path === "name") return { plain: data(path) };
      return { secretFrom: path === "value" ? data("arn") : `${data("arn")}:${path}::` };
    }
    if (environment.email[resource]) return { plain: environment.email[resource][path as "from" | "identity"] };
    throw new Error(`${text} stands for nothing in ${this.prefix}`);
  }
}
