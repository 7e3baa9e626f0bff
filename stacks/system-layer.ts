import type { Construct } from "constructs";
import { stackName } from "../kinds/core/names";
import type { LayerName } from "../kinds/core/output";
import { type StateSettings, systemStateKey } from "../kinds/core/state";
import type { System } from "../kinds/core/system";
import { Layer } from "./layer";

export interface SystemLayerProps {
  /** Where Terraform keeps states. */
  readonly state: StateSettings;
  /** The system, as the manifest describes it. */
  readonly system: System;
}

/** A layer that all environments of a system share. */
export abstract class SystemLayer<Name extends LayerName> extends Layer<Name> {
  protected readonly system: System;

  constructor(scope: Construct, layer: Name, props: SystemLayerProps) {
    const { system } = props;
    super(scope, stackName(system.name, layer), {
      state: props.state,
      stateKey: systemStateKey(system.name, layer),
      region: system.region,
      account: system.account,
      tags: { System: system.name, Layer: layer, Owner: system.owner, CostGroup: system.name },
    });
    this.system = system;
  }
}
