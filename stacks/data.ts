import type { Construct } from "constructs";
import type { PublishedFiles } from "../kinds/bucket/stack/published-files";
import { type DataContext, each, type Reached } from "../kinds/core/contexts/data";
import { MADE_PARTS } from "../kinds/core/stack";
import { NetworkEdge } from "../modules/vpc/network-edge";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";

export interface DataLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
  readonly files: PublishedFiles;
}

/** The stateful part of an environment. Each thing publishes what others may need of it, as `<name>_<what>`. */
export class DataLayer extends EnvironmentLayer {
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
        vpcId: this.read(network, "vpc_id"),
        subnetIds: this.readList(network, "private_subnet_ids"),
      }),
      privateSubnet: (zone) => this.readItem(network, "private_subnet_ids", zone),
      hosts: new Map(),
      topics: new Map(),
      publish: (name, value, description) => this.publish(name, value, description),
      reach: (name, reached) => {
        this.reached.set(name, reached);
        this.publish(`${name}_access`, reached.securityGroupId, `Security group of ${name}`);
      },
      share: (owner, name, kind, outputs) => this.share(owner, name, kind, outputs),
      readFrom: (owner, name) => this.readFrom(owner, "data", name),
      providerIn: (region) => this.providerIn(region),
    };
  }

  private share(owner: string, name: string, kind: string, outputs: Record<string, string>): void {
    const of = `of the ${kind} ${name} of ${this.environment.system}-${owner}`;
    each(outputs, (output, what) =>
      this.publish(`${name}_${output}`, this.readFrom(owner, "data", `${name}_${output}`), `${what} ${of}`),
    );
  }

  private addTunnelEdge(name: string): void {
    const { securityGroupId, port } = this.reached.get(name)!;
    new NetworkEdge(this, `tunnel_${name}`, {
      from: this.read(this.dataProps.network, "tunnel_access"),
      to: securityGroupId,
      port,
      description: `Tunnel to ${name}`,
    });
  }
}
