import type { Construct } from "constructs";
import type { Environment } from "../kinds/core/environment";
import type { LayerName, Output } from "../kinds/core/output";
import type { StateSettings } from "../kinds/core/state";
import { Layer } from "./layer";

export interface EnvironmentLayerProps {
  /** Where Terraform keeps states. */
  readonly state: StateSettings;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
}

function stateKeyOf(system: string, environment: string, layer: LayerName): string {
  return `${system}/${environment}/${layer}.tfstate`;
}

/** A layer of one environment; its name, state key and tags follow from the environment's. */
export abstract class EnvironmentLayer<Name extends LayerName> extends Layer<Name> {
  protected readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  protected readonly prefix: string;
  /** Whether what remembers refuses to be deleted. */
  protected readonly guarded: boolean;

  constructor(scope: Construct, layer: Name, props: EnvironmentLayerProps) {
    const { environment } = props;
    const prefix = `${environment.system}-${environment.name}`;
    super(scope, `${prefix}-${layer}`, {
      state: props.state,
      stateKey: stateKeyOf(environment.system, environment.name, layer),
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
    return this.readState(`${environment}-${layer}`, stateKeyOf(this.environment.system, environment, layer), output);
  }
}
