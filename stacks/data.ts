import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import type { Construct } from "constructs";
import type { PublishedFiles } from "../kinds/bucket/stack/published-files";
import { addFileSystems, addStorage } from "../kinds/bucket/stack/storage";
import { type DataContext, each, type Reached } from "../kinds/contexts/data";
import { addDatabases } from "../kinds/database/stack/databases";
import { addMessages } from "../kinds/queue/stack/messages";
import type { Secret as SecretSettings } from "../kinds/secret/settings";
import { addUserPools } from "../kinds/user-pool/stack/user-pools";
import { Role } from "../modules/iam/role";
import { NetworkEdge } from "../modules/vpc/network-edge";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";
import { onDemand } from "./on-demand";

export interface DataLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
  readonly files: PublishedFiles;
}

/** What an environment remembers. Each thing publishes what others may need of it, as `<name>_<what>`. */
export class DataLayer extends EnvironmentLayer {
  private readonly reached = new Map<string, Reached>();

  constructor(
    scope: Construct,
    private readonly dataProps: DataLayerProps,
  ) {
    super(scope, "data", dataProps);
    const { environment } = this;
    const context = this.context();
    addDatabases(context);
    addStorage(context);
    addMessages(context);
    addFileSystems(context);
    each(environment.secrets, (name, settings) => this.addSecret(name, settings));
    addUserPools(context);
    each(environment.services, (name, { keepRole }) => keepRole && this.addRole(name));
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

  /** The task role of a service, which may do nothing until the service layer says what. */
  private addRole(service: string): void {
    const name = `${this.prefix}-${service}-task`;
    const role = new Role(this, service, {
      name,
      description: `What ${this.prefix}-${service} may do in AWS`,
      service: "ecs-tasks.amazonaws.com",
      account: this.account,
      permissionsBoundary: this.environment.permissionsBoundary,
      statements: [],
      guarded: this.guarded,
    });
    this.publish(`${service}_role_name`, role.name, `Name of the task role of ${service}`);
    this.publish(`${service}_role_arn`, role.arn, `ARN of the task role of ${service}`);
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

  private addSecret(name: string, settings: SecretSettings): void {
    const secret = settings.existing
      ? new DataAwsSecretsmanagerSecret(this, name, { name: settings.existing })
      : new onDemand.Secret(this, name, {
          name: `${this.environment.system}/${this.environment.name}/${name}`,
          description: `Secret ${name} of ${this.prefix}`,
          generate: settings.generate,
          keys: settings.keys,
          guarded: this.guarded,
        });
    this.publish(`${name}_arn`, secret.arn, `ARN of the secret ${name}`);
    this.publish(`${name}_name`, secret.name, `Name of the secret ${name}`);
  }
}
