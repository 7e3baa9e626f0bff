import type { Cluster } from "../../../modules/ecs/cluster";
import type { PrivateNames } from "../../../modules/ecs/private-names";
import type { ImageTags } from "../../image/stack/uris";
import type { SharedLoadBalancer } from "../../load-balancer/stack/shared-load-balancer";
import type { Environment } from "../environment";
import type { Read } from "../output";
import type { Resolve } from "../stack/values";
import type { KnownFunction } from "./access";

/** What the services of an environment share. */
export interface ServiceContext {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** ECS cluster that tasks run in. */
  readonly cluster: Cluster;
  /** Load balancer and what is in front of it; undefined where nothing is exposed. */
  readonly sharedLoadBalancer: SharedLoadBalancer | undefined;
  /** Private DNS names of services; undefined where no container has a port. */
  readonly privateNames: PrivateNames | undefined;
  /** Id of the VPC, and of the private subnets that tasks run in. */
  readonly vpc: { readonly id: string; readonly privateSubnetIds: string[] };
  /** A value that the data layer has handed on. */
  readonly data: Read<"data">;
  /** A value that the registry layer has handed on. */
  readonly repository: Read<"registry">;
  /** Tags of the system's images. */
  readonly tags: ImageTags;
  /** Resolves a text with references. */
  readonly resolve: Resolve;
  /** A function of the environment. */
  readonly functionOf: (name: string) => KnownFunction;
}
