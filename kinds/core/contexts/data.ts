import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { PublishedFiles } from "../../bucket/stack/published-files";
import type { Environment } from "../environment";
import type { Output } from "../output";

/** A place in the network that services and the tunnel reach. */
export interface Reached {
  /** Id of the security group that is reached. */
  readonly securityGroupId: string;
  /** TCP port that is reached. */
  readonly port: number;
}

/** Hands a value of the data layer on to other layers. */
export type Publish = (output: Output<"data">, value: string) => void;

/** Outputs of a thing of another environment, which is told as `<system>-<environment>`. */
export type OutputsOf = (owner: string) => Readonly<Record<string, Output<"data">>>;

/** What the parts of the data layer are made with. */
export interface DataContext {
  /** Where resources are put: the layer itself, so that their addresses are those of the manifest. */
  readonly scope: Construct;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** Whether stateful resources refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
  /** Files that the system publishes into buckets. */
  readonly files: PublishedFiles;
  /** Ids of the VPC and of its private subnets; read from the network layer only when asked for. */
  readonly vpc: () => { readonly vpcId: string; readonly subnetIds: string[] };
  /** The private subnet of a zone, counted from 0. */
  readonly privateSubnet: (zone: number) => string;
  /** Host names of database servers, by name in the manifest. */
  readonly hosts: Map<string, string>;
  /** ARNs of topics, by name in the manifest. */
  readonly topics: Map<string, string>;
  /** Hands a value on to other layers. */
  readonly publish: Publish;
  /** Lets services and the tunnel reach something. */
  readonly reach: (name: string, reached: Reached) => void;
  /** Hands on what another environment's data layer has handed on of its thing. */
  readonly share: (owner: string, outputs: OutputsOf) => void;
  /** A value that another environment's data layer has handed on. */
  readonly readFrom: (owner: string, output: Output<"data">) => string;
  /** The provider of a region; nothing for the layer's own. */
  readonly providerIn: (region: string) => TerraformProvider | undefined;
}

/** Does something for each thing of a part of the manifest. */
export function each<T>(record: Record<string, T>, add: (name: string, settings: T) => void): void {
  for (const [name, settings] of Object.entries(record)) add(name, settings);
}
