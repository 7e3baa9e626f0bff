import type { Construct } from "constructs";
import type { Environment } from "../kinds/core/environment";
import { environmentName, stackName } from "../kinds/core/names";
import type { LayerName, Output } from "../kinds/core/output";
import { environmentStateKey, type StateSettings } from "../kinds/core/state";
import { Layer } from "./layer";

export interface EnvironmentLayerProps {
  /** Where Terraform keeps states. */
  readonly state: StateSettings;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
}

/** A layer of one environment; its name, state key and tags follow from the environment's. */
export abstract class EnvironmentLayer<Name extends LayerName> extends Layer<Name> {
  protected readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  protected readonly prefix: string;
  /** Whether stateful resources refuse to be deleted. */
  protected readonly guarded: boolean;

  constructor(scope: Construct, layer: Name, props: EnvironmentLayerProps) {
    const { environment } = props;
    const prefix = environmentName(environment);
    super(scope, stackName(prefix, layer), {
      state: props.state,
      stateKey: environmentStateKey(environment, layer),
      region: environment.region,
      account: environment.account,
      tags: {
        System: environment.system,
        Environment: environment.name,
        Layer: layer,
        Owner: environment.owner,
        CostGroup: environment.costGroup ?? prefix,
      },
    });
    this.environment = environment;
    this.prefix = prefix;
    this.guarded = !environment.disposable;
  }

  /** A value that the same layer of another environment of the system has handed on. */
  protected readFrom(environment: string, output: Output<Name>): string {
    const { layer } = output;
    const key = environmentStateKey({ system: this.environment.system, name: environment }, layer);
    return this.readState(`${environment}-${layer}`, key, output);
  }
}
