import type { Construct } from "constructs";
import type { PublishedFiles } from "../kinds/bucket/stack/published-files";
import type { DataContext, OutputsOf, Reached } from "../kinds/core/contexts/data";
import { environmentName } from "../kinds/core/names";
import { accessOutput } from "../kinds/core/output";
import { MADE_PARTS } from "../kinds/core/stack";
import { networkOutputs } from "../kinds/network/outputs";
import { tunnelOutputs } from "../kinds/tunnel/outputs";
import { NetworkEdge } from "../modules/vpc/network-edge";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";

export interface DataLayerProps extends EnvironmentLayerProps {
  /** Layer with the environment's VPC. */
  readonly network: NetworkLayer;
  /** Files that the system publishes into buckets. */
  readonly files: PublishedFiles;
}

/** The stateful part of an environment. Each thing publishes what others may need of it, as `<name>_<what>`. */
export class DataLayer extends EnvironmentLayer<"data"> {
  private readonly reached = new Map<string, Reached>();

  constructor(
    scope: Construct,
    private readonly dataProps: DataLayerProps,
  ) {
    super(scope, "data", dataProps);
    const { environment } = this;
    const context = this.context();
    for (const { make } of MADE_PARTS) make(context);
    for (const name of Object.keys(environment.tunnel?.uses ?? {})) {
      // The service layer adds the way to a service.
      if (!Object.hasOwn(environment.services, name)) this.addTunnelEdge(name);
    }
  }

  private context(): DataContext {
    const { network, files } = this.dataProps;
    return {
      scope: this,
      environment: this.environment,
      prefix: this.prefix,
      account: this.account,
      guarded: this.guarded,
      files,
      vpc: () => ({
        vpcId: this.read(network, networkOutputs.vpcId),
        subnetIds: this.readList(network, networkOutputs.privateSubnetIds),
      }),
      privateSubnet: (zone) => this.readItem(network, networkOutputs.privateSubnetIds, zone),
      hosts: new Map(),
      topics: new Map(),
      publish: (output, value) => this.publish(output, value),
      reach: (name, reached) => {
        this.reached.set(name, reached);
        this.publish(accessOutput(name), reached.securityGroupId);
      },
      share: (owner, outputs) => this.share(owner, outputs),
      readFrom: (owner, output) => this.readFrom(owner, output),
      providerIn: (region) => this.providerIn(region),
    };
  }

  private share(owner: string, outputs: OutputsOf): void {
    for (const output of Object.values(outputs(environmentName({ ...this.environment, name: owner })))) {
      this.publish(output, this.readFrom(owner, output));
    }
  }

  private addTunnelEdge(name: string): void {
    const { securityGroupId, port } = this.reached.get(name)!;
    new NetworkEdge(this, `tunnel_${name}`, {
      from: this.read(this.dataProps.network, tunnelOutputs.access),
      to: securityGroupId,
      port,
      description: `Tunnel to ${name}`,
    });
  }
}
