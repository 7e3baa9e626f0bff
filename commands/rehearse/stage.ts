import { join } from "node:path";
import type { Deployments } from "../../manifest/deployments";
import type { Stack } from "../base/synthesize";
import { readConfiguration } from "../base/synthesized";
import type { Processes, Variables } from "../process/processes";
import type { Installation } from "../terraform/installation";
import { type SharedProvider, startSharedProvider } from "../terraform/shared-provider";
import { accountVariables } from "./account";
import type { Emulator } from "./emulator";
import { Layer } from "./layer";
import type { Report } from "./progress";
import type { Results } from "./results";

/** What all layers of one rehearsal share. */
export interface Stage {
  /** Folder of this rehearsal's own files. */
  readonly work: string;
  /** Folder with what was synthesized. */
  readonly synthesized: string;
  readonly processes: Processes;
  /** Our own environment variables, without anything of AWS or Terraform. */
  readonly variables: Variables;
  readonly installation: Installation;
  readonly emulator: Emulator;
  readonly state: Deployments["state"];
  /** Account of the states. */
  readonly stateAccount: string;
  /** The synthesized stacks, each after those that it depends on. */
  readonly stacks: readonly Stack[];
}

/** Who acts in a layer. */
export interface Actor {
  readonly account: string;
  readonly region: string;
}

/** Layers that are rehearsed one after the other with one provider process. */
export class LayerSequence {
  private provider?: SharedProvider;

  constructor(
    private readonly stage: Stage,
    private readonly actor: Actor,
  ) {}

  /** Prepares a layer. */
  async layer(stack: Stack, name: string, results: Results, onProgress: Report): Promise<Layer> {
    const { work, processes } = this.stage;
    const variables = await this.variablesFor(stack);
    return new Layer({ stack, layer: name, work: join(work, "stacks"), results, processes, variables, onProgress });
  }

  /** Ends the provider process. */
  async end(): Promise<void> {
    await this.provider?.stop();
  }

  /**
   * The provider has the actor's credentials. Terraform itself, which reads and writes states, has those of the
   * states' account; they are the actor's too where Terraform starts the provider, because a stack configures it twice.
   */
  private async variablesFor(stack: Stack): Promise<Variables> {
    const { emulator, installation, stateAccount, variables } = this.stage;
    const { account, region } = this.actor;
    const shared = (readConfiguration(stack.folder).provider?.["aws"] ?? []).length === 1;
    const provider = shared ? await this.sharedProvider() : undefined;
    return {
      ...variables,
      ...installation.variables,
      ...accountVariables(emulator, shared ? stateAccount : account, region),
      ...provider?.variables,
    };
  }

  private async sharedProvider(): Promise<SharedProvider> {
    const { emulator, installation, processes, variables } = this.stage;
    const { account, region } = this.actor;
    this.provider ??= await startSharedProvider(installation, processes, {
      ...variables,
      ...accountVariables(emulator, account, region),
    });
    return this.provider;
  }
}
