import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { PublishedFiles } from "../../bucket/stack/published-files";
import type { Environment } from "../environment";

/** A place in the network that services and the tunnel reach. */
export interface Reached {
  readonly securityGroupId: string;
  readonly port: number;
}

/** What the parts of the data layer are made with. */
export interface DataContext {
  /** Where resources are put: the layer itself, so that their addresses are those of the manifest. */
  readonly scope: Construct;
  readonly environment: Environment;
  readonly prefix: string;
  readonly account: string;
  readonly guarded: boolean;
  readonly files: PublishedFiles;
  readonly vpc: () => { readonly vpcId: string; readonly subnetIds: string[] };
  /** The private subnet of a zone, counted from 0. */
  readonly privateSubnet: (zone: number) => string;
  /** Host names of database servers, by name in the manifest. */
  readonly hosts: Map<string, string>;
  /** ARNs of topics, by name in the manifest. */
  readonly topics: Map<string, string>;
  /** Hands a value on to other layers. */
  readonly publish: (name: string, value: string, description: string) => void;
  /** Lets services and the tunnel reach something. */
  readonly reach: (name: string, reached: Reached) => void;
  /** Hands on what is to be known of another environment's thing; that environment owns it. */
  readonly share: (owner: string, name: string, kind: string, outputs: Record<string, string>) => void;
  /** A value that another environment's data layer has handed on. */
  readonly readFrom: (owner: string, name: string) => string;
  /** The provider of a region; nothing for the layer's own. */
  readonly providerIn: (region: string) => TerraformProvider | undefined;
}

/** Does something for each thing of a part of the manifest. */
export function each<T>(record: Record<string, T>, add: (name: string, settings: T) => void): void {
  for (const [name, settings] of Object.entries(record)) add(name, settings);
}
