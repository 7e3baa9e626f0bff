import { Construct } from "constructs";
import { Ec2Capacity } from "../kinds/capacity/stack/ec2-capacity";
import type { ServiceContext } from "../kinds/core/contexts/service";
import { kindOf } from "../kinds/core/sections";
import { referenceValue } from "../kinds/core/stack/references";
import { Functions } from "../kinds/function/stack/functions";
import { addFunctionTriggers } from "../kinds/function/stack/triggers";
import type { ImageTags } from "../kinds/image/stack/uris";
import { hasSchedules } from "../kinds/job/schedules";
import { ScheduledJobs } from "../kinds/job/stack/scheduled-jobs";
import { addCustomerDomains } from "../kinds/load-balancer/stack/customer-domains";
import { FrontDoor } from "../kinds/load-balancer/stack/front-door";
import { frontContainer } from "../kinds/service/containers";
import { privateDomain } from "../kinds/service/private-domain";
import { ContainerService } from "../kinds/service/stack/container-service";
import { Cluster } from "../modules/ecs/cluster";
import { PrivateNames } from "../modules/ecs/private-names";
import { NetworkEdge } from "../modules/vpc/network-edge";
import type { DataLayer } from "./data";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";
import type { RegistryLayer } from "./registry";

export interface ServiceLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
  readonly data: DataLayer;
  readonly registry: RegistryLayer;
  readonly tags: ImageTags;
}

/** What runs: the cluster, the load balancer with its certificate and names, the services, the functions, and the jobs by the clock. */
export class ServiceLayer extends EnvironmentLayer {
  constructor(scope: Construct, props: ServiceLayerProps) {
    super(scope, "service", props);
    const { environment } = this;
    const { context, functions } = this.parts(props);
    const capacities = new Construct(this, "ec2_capacities");
    for (const name of Object.keys(environment.capacities)) {
      new Ec2Capacity(capacities, name, { ...context, tags: this.tags });
    }
    const services = new Map(
      Object.keys(environment.services).map((name) => [name, new ContainerService(this, name, context)]),
    );
    for (const [name, service] of services) {
      for (const other of Object.keys(environment.services[name]!.uses)) {
        if (kindOf(environment, other) === "service") service.connectTo(services.get(other)!);
      }
      this.publish(`${name}_service`, service.serviceName, `Name of the ECS service ${name}`);
      if (service.targetGroup) this.publish(`${name}_targets`, service.targetGroup, `Target group of ${name}`);
    }
    for (const [name, { uses }] of Object.entries(environment.functions)) {
      for (const other of Object.keys(uses)) {
        if (kindOf(environment, other) === "service") functions.get(name).connectTo(services.get(other)!);
      }
      this.publish(`${name}_function`, functions.get(name).name, `Name of the Lambda function ${name}`);
    }
    addFunctionTriggers(this, context, functions);
    if (hasSchedules(environment)) new ScheduledJobs(this, "scheduled_jobs", { context, services });
    if (context.frontDoor && Object.keys(environment.loadBalancer.domains).length > 0) {
      addCustomerDomains(this, environment, context.frontDoor, services);
    }
    this.addTunnelEdges(props.network, services);
    this.publish("cluster_name", context.cluster.name, "ECS cluster of the environment");
    if (context.frontDoor) {
      const { balancer, cloudFront } = context.frontDoor;
      const { dnsName, arnSuffix } = balancer;
      this.publish("load_balancer_host", dnsName, "Host name of the load balancer");
      this.publish("load_balancer", arnSuffix, "Load balancer, as CloudWatch names it");
      if (cloudFront) this.publish("cloudfront_host", cloudFront.dnsName, "CloudFront's own name for what is in front");
    }
  }

  private addTunnelEdges(network: NetworkLayer, services: ReadonlyMap<string, ContainerService>): void {
    for (const name of Object.keys(this.environment.tunnel?.uses ?? {})) {
      const service = services.get(name);
      if (!service) continue;
      new NetworkEdge(this, `tunnel_${name}`, {
        from: this.read(network, "tunnel_access"),
        to: service.network.id,
        port: service.port!,
        description: `Tunnel to ${name}`,
      });
    }
  }

  private parts({ network, data, registry, tags }: ServiceLayerProps) {
    const { environment, prefix, guarded } = this;
    const vpc = {
      id: this.read(network, "vpc_id"),
      publicSubnetIds: this.readList(network, "public_subnet_ids"),
      privateSubnetIds: this.readList(network, "private_subnet_ids"),
    };
    const hasPorts = Object.entries(environment.services).some(([name, service]) => frontContainer(name, service));
    const dataOutput = (output: string) => this.read(data, output);
    const context: ServiceContext = {
      environment,
      prefix,
      account: this.account,
      vpc,
      tags,
      cluster: new Cluster(this, "ecs_cluster", { name: prefix }),
      frontDoor: FrontDoor.isNeeded(environment)
        ? new FrontDoor(this, "front_door", {
            environment,
            prefix,
            guarded,
            vpc,
            accelerator: environment.loadBalancer.staticAddresses
              ? {
                  arn: this.read(network, "accelerator_arn"),
                  dnsName: this.read(network, "accelerator_host"),
                  zoneId: this.read(network, "accelerator_zone_id"),
                }
              : undefined,
            providerIn: (region) => this.providerIn(region),
          })
        : undefined,
      privateNames: hasPorts
        ? new PrivateNames(this, "private_names", { domain: privateDomain(environment), vpcId: vpc.id })
        : undefined,
      data: dataOutput,
      repository: (output) => this.read(registry, output),
      resolve: (reference) =>
        referenceValue(reference, {
          environment,
          data: dataOutput,
          functionArn: (name) => functions.get(name).arn,
        }),
      functionOf: (name) => functions.get(name),
    };
    const functions = new Functions(this, context);
    return { context, functions };
  }
}
