import type { Construct } from "constructs";
import { type Builders, PublishedFiles } from "../kinds/bucket/stack/published-files";
import { environmentsUsedBy } from "../kinds/core/shared-from";
import type { StateSettings } from "../kinds/core/state";
import type { System } from "../kinds/core/system";
import { ImageTags } from "../kinds/image/stack/uris";
import { DataLayer } from "./data";
import { ImagesLayer } from "./images";
import { addImports } from "./imports";
import { NetworkLayer } from "./network";
import { OperationsLayer } from "./operations";
import { PipelinesLayer } from "./pipelines";
import { RegistryLayer } from "./registry";
import { ServiceLayer } from "./service";
import { StateLayer } from "./state";

export interface StacksProps {
  /** Folder of the project, which build contexts and published files are relative to. */
  readonly root: string;
  readonly state: StateSettings;
  readonly systems: readonly System[];
  /** What builds files for buckets. */
  readonly builders: Builders;
}

/** The table of contents: every stack there is, from what changes least to what changes most. */
export function addStacks(scope: Construct, { root, state, systems, builders }: StacksProps): void {
  new StateLayer(scope, { state });
  for (const system of systems) {
    const tags = new ImageTags(root, system);
    const files = new PublishedFiles({ root, builders, manifest: system.file });
    const registry = new RegistryLayer(scope, { state, system });
    new ImagesLayer(scope, { state, system, registry, tags });
    if (Object.keys(system.pipelines).length > 0) new PipelinesLayer(scope, { state, system });
    const data = new Map<string, DataLayer>();
    for (const environment of system.environments) {
      const network = new NetworkLayer(scope, { state, environment });
      const remembered = new DataLayer(scope, { state, environment, network, files });
      const service = new ServiceLayer(scope, { state, environment, network, data: remembered, registry, tags });
      new OperationsLayer(scope, { state, environment, data: remembered, service });
      data.set(environment.name, remembered);
    }
    for (const environment of system.environments) {
      for (const source of environmentsUsedBy(environment)) {
        const owner = data.get(source);
        if (owner) data.get(environment.name)!.addDependency(owner);
      }
    }
  }
  addImports(scope, root);
}
