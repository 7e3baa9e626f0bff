import type { Environment } from "../manifest/schema/environment";
import type { Cluster } from "../modules/cluster";
import type { PrivateNames } from "../modules/private-names";
import type { KnownFunction } from "./access/access";
import type { FrontDoor } from "./front-door";
import type { ImageTags } from "./image-uris";
import type { Resolve } from "./values";

/** What the services of an environment share. */
export interface ServiceContext {
  readonly environment: Environment;
  /** `<system>-<environment>`. */
  readonly prefix: string;
  readonly account: string;
  readonly cluster: Cluster;
  readonly frontDoor: FrontDoor | undefined;
  readonly privateNames: PrivateNames | undefined;
  readonly vpc: { readonly id: string; readonly privateSubnetIds: string[] };
  /** A value that the data layer has handed on. */
  readonly data: (output: string) => string;
  /** A value that the registry layer has handed on. */
  readonly repository: (output: string) => string;
  readonly tags: ImageTags;
  readonly resolve: Resolve;
  /** A function of the environment. */
  readonly functionOf: (name: string) => KnownFunction;
}
