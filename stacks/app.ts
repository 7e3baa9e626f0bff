import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type Builders, PublishedFiles } from "../kinds/bucket/stack/published-files";
import type { StateSettings } from "../kinds/core/state";
import type { System } from "../kinds/core/system";
import { ImageTags } from "../kinds/image/stack/uris";
import { DataLayer } from "./data";
import { ImagesLayer } from "./images";
import { withImports } from "./imports";
import { NetworkLayer } from "./network";
import { OperationsLayer } from "./operations";
import { Owners } from "./owners";
import { PipelinesLayer } from "./pipelines";
import { RegistryLayer } from "./registry";
import { ServiceLayer } from "./service";
import { StateLayer } from "./state";

export interface StacksProps {
  /** Folder of the project, which build contexts and published files are relative to. */
  readonly root: string;
  /** Where Terraform keeps states. */
  readonly state: StateSettings;
  /** The systems whose stacks are synthesized. */
  readonly systems: readonly System[];
  /** What builds files for buckets. */
  readonly builders: Builders;
  /** Has the stacks of one environment made, which nothing changes afterwards. @default - has them made */
  readonly eachEnvironment?: (make: () => readonly TerraformStack[]) => void;
}

/** The table of contents: every stack there is, from what changes least to what changes most. */
export function addStacks(scope: Construct, props: StacksProps): void {
  const { root, state, systems, builders, eachEnvironment = (make) => make() } = props;
  withImports(root, [new StateLayer(scope, { state })]);
  for (const system of systems) {
    const tags = new ImageTags(root, system);
    const files = new PublishedFiles({ root, builders, manifest: system.file });
    const registry = new RegistryLayer(scope, { state, system });
    const images = new ImagesLayer(scope, { state, system, registry, tags });
    const pipelines = Object.keys(system.pipelines).length > 0 ? [new PipelinesLayer(scope, { state, system })] : [];
    withImports(root, [registry, images, ...pipelines]);
    const owners = new Owners(system.environments);
    for (const environment of owners.first) {
      eachEnvironment(() => {
        const network = new NetworkLayer(scope, { state, environment });
        const data = new DataLayer(scope, { state, environment, network, files });
        const service = new ServiceLayer(scope, { state, environment, network, data, registry, tags });
        const operations = new OperationsLayer(scope, { state, environment, data, service });
        owners.link(environment, data);
        return withImports(root, [network, data, service, operations]);
      });
    }
  }
}
