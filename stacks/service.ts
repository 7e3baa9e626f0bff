import { Construct } from "constructs";
import { Ec2Capacity } from "../kinds/capacity/stack/ec2-capacity";
import type { ServiceContext } from "../kinds/core/contexts/service";
import type { Read } from "../kinds/core/output";
import { kindOf } from "../kinds/core/sections";
import { referenceValue } from "../kinds/core/stack/references";
import { functionOutputs } from "../kinds/function/outputs";
import { Functions } from "../kinds/function/stack/functions";
import { addFunctionTriggers } from "../kinds/function/stack/triggers";
import type { ImageTags } from "../kinds/image/stack/uris";
import { hasSchedules } from "../kinds/job/schedules";
import { ScheduledJobs } from "../kinds/job/stack/scheduled-jobs";
import { loadBalancerOutputs, staticAddressOutputs } from "../kinds/load-balancer/outputs";
import { addCustomerDomains } from "../kinds/load-balancer/stack/customer-domains";
import { SharedLoadBalancer } from "../kinds/load-balancer/stack/shared-load-balancer";
import { networkOutputs } from "../kinds/network/outputs";
import { frontContainer } from "../kinds/service/containers";
import { clusterOutputs, serviceOutputs } from "../kinds/service/outputs";
import { privateDomain } from "../kinds/service/private-domain";
import { ContainerService } from "../kinds/service/stack/container-service";
import { tunnelOutputs } from "../kinds/tunnel/outputs";
import { Cluster } from "../modules/ecs/cluster";
import { PrivateNames } from "../modules/ecs/private-names";
import { NetworkEdge } from "../modules/vpc/network-edge";
import type { DataLayer } from "./data";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";
import type { RegistryLayer } from "./registry";

export interface ServiceLayerProps extends EnvironmentLayerProps {
  /** Layer with the environment's VPC. */
  readonly network: NetworkLayer;
  /** Layer with the stateful resources that are used. */
  readonly data: DataLayer;
  /** Layer with the system's repositories. */
  readonly registry: RegistryLayer;
  /** Tags of the system's images. */
  readonly tags: ImageTags;
}

/** What runs: the cluster, the load balancer with its certificate and names, the services, the functions, and the jobs by the clock. */
export class ServiceLayer extends EnvironmentLayer<"service"> {
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
      const outputs = serviceOutputs(name);
      this.publish(outputs.name, service.serviceName);
      if (service.targetGroup) this.publish(outputs.targetGroup, service.targetGroup);
    }
    for (const [name, { uses }] of Object.entries(environment.functions)) {
      for (const other of Object.keys(uses)) {
        if (kindOf(environment, other) === "service") functions.get(name).connectTo(services.get(other)!);
      }
      this.publish(functionOutputs(name).name, functions.get(name).name);
    }
    addFunctionTriggers(this, context, functions);
    if (hasSchedules(environment)) new ScheduledJobs(this, "scheduled_jobs", { context, services });
    if (context.sharedLoadBalancer && Object.keys(environment.loadBalancer.domains).length > 0) {
      addCustomerDomains(this, environment, context.sharedLoadBalancer, services);
    }
    this.addTunnelEdges(props.network, services);
    this.publish(clusterOutputs.name, context.cluster.name);
    if (context.sharedLoadBalancer) {
      const { balancer, cloudFront } = context.sharedLoadBalancer;
      const { dnsName, arnSuffix } = balancer;
      this.publish(loadBalancerOutputs.host, dnsName);
      this.publish(loadBalancerOutputs.arnSuffix, arnSuffix);
      if (cloudFront) this.publish(loadBalancerOutputs.cloudFrontHost, cloudFront.dnsName);
    }
  }

  private addTunnelEdges(network: NetworkLayer, services: ReadonlyMap<string, ContainerService>): void {
    for (const name of Object.keys(this.environment.tunnel?.uses ?? {})) {
      const service = services.get(name);
      if (!service) continue;
      new NetworkEdge(this, `tunnel_${name}`, {
        from: this.read(network, tunnelOutputs.access),
        to: service.network.id,
        port: service.port!,
        description: `Tunnel to ${name}`,
      });
    }
  }

  private parts({ network, data, registry, tags }: ServiceLayerProps) {
    const { environment, prefix, guarded } = this;
    const vpc = {
      id: this.read(network, networkOutputs.vpcId),
      publicSubnetIds: this.readList(network, networkOutputs.publicSubnetIds),
      privateSubnetIds: this.readList(network, networkOutputs.privateSubnetIds),
    };
    const hasPorts = Object.entries(environment.services).some(([name, service]) => frontContainer(name, service));
    const readData: Read<"data"> = (output) => this.read(data, output);
    const context: ServiceContext = {
      environment,
      prefix,
      account: this.account,
      vpc,
      tags,
      cluster: new Cluster(this, "ecs_cluster", {
        name: prefix,
        execLogRetentionDays: environment.operations.execLogs.retain,
      }),
      sharedLoadBalancer: SharedLoadBalancer.isNeeded(environment)
        ? new SharedLoadBalancer(this, "front_door", {
            environment,
            prefix,
            guarded,
            vpc,
            accelerator: environment.loadBalancer.staticAddresses
              ? {
                  arn: this.read(network, staticAddressOutputs.acceleratorArn),
                  dnsName: this.read(network, staticAddressOutputs.host),
                  zoneId: this.read(network, staticAddressOutputs.zoneId),
                }
              : undefined,
            providerIn: (region) => this.providerIn(region),
          })
        : undefined,
      privateNames: hasPorts
        ? new PrivateNames(this, "private_names", { domain: privateDomain(environment), vpcId: vpc.id })
        : undefined,
      data: readData,
      repository: (output) => this.read(registry, output),
      resolve: (reference) =>
        referenceValue(reference, readData, { environment, functionArn: (name) => functions.get(name).arn }),
      functionOf: (name) => functions.get(name),
    };
    const functions = new Functions(this, context);
    return { context, functions };
  }
}
