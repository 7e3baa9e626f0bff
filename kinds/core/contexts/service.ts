import type { Cluster } from "../../../modules/ecs/cluster";
import type { PrivateNames } from "../../../modules/ecs/private-names";
import type { ImageTags } from "../../image/stack/uris";
import type { FrontDoor } from "../../load-balancer/stack/front-door";
import type { Environment } from "../environment";
import type { Read } from "../output";
import type { Resolve } from "../stack/values";
import type { KnownFunction } from "./access";

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
  readonly data: Read<"data">;
  /** A value that the registry layer has handed on. */
  readonly repository: Read<"registry">;
  readonly tags: ImageTags;
  readonly resolve: Resolve;
  /** A function of the environment. */
  readonly functionOf: (name: string) => KnownFunction;
}
