import { join } from "node:path";
import type { Environment } from "../../kinds/core/environment";
import { environmentName, stackName } from "../../kinds/core/names";
import { environmentLayers, layerName, systemLayers } from "../base/layers";
import { DEFAULT_ACCOUNT } from "./account";
import { type Destruction, destroyLayers } from "./destroy";
import { EMULATOR_LOG } from "./emulator";
import type { Report, Step } from "./progress";
import { checkPromises } from "./promises";
import { describe, type RehearsedLayer, rehearseLayer } from "./rehearsed-layer";
import { remake } from "./remake";
import type { PromiseResult, Results, Skipped, Summary } from "./results";
import { rehearsalName } from "./selection";
import { sharedResultsFolder } from "./shared-layers";
import { LayerSequence, type Stage } from "./stage";

const UNFINISHED = "it did not finish";

export interface EnvironmentRehearsalProps {
  readonly results: Results;
  /** Destroy what was applied, in the end. */
  readonly destroys: boolean;
  /** Destroy what runs and make it again, before the end. */
  readonly remakes: boolean;
  /** Modules that are on besides the environment's own: a list, or `all`. @default - none */
  readonly modules?: string;
}

/** The rehearsal of one environment: its layers in order, the promises, and the destruction if it is asked for. */
export class EnvironmentRehearsal {
  readonly name: string;
  readonly title: string;
  private readonly results: Results;
  private shared: readonly RehearsedLayer[] = [];
  private readonly own: RehearsedLayer[] = [];
  private readonly skipped: Skipped[] = [];
  private promises: readonly PromiseResult[] = [];
  private remade?: readonly string[];
  private destruction?: Destruction;
  private failure?: string = UNFINISHED;

  constructor(
    readonly environment: Environment,
    private readonly props: EnvironmentRehearsalProps,
  ) {
    this.name = environmentName(environment);
    this.title = rehearsalName(this.name, props.modules);
    this.results = props.results;
    this.results.clear();
    this.save();
  }

  /**
   * The steps to take, once the layers that environments share are there. Others may need what is made as long as it is
   * not ended.
   */
  steps(stage: Stage, shared: readonly RehearsedLayer[]): { make: Step[]; end: Step[] } {
    this.shared = shared;
    for (const { results, applied } of shared) this.results.copyLayer(results, applied.layer);
    const { account = DEFAULT_ACCOUNT, region, system } = this.environment;
    const sequence = new LayerSequence(stage, { account, region });
    for (const { name } of systemLayers(stage.stacks, system, ["images"])) {
      this.skipped.push({ stack: name, reason: "a rehearsal has no Docker engine; no other layer waits for images" });
    }
    const stacks = environmentLayers(stage.stacks, this.name);
    const make: Step[] = [
      ...stacks.map((stack) => ({
        title: stack.name,
        run: async (report: Report) => {
          const rehearsed = await rehearseLayer(sequence, stack, this.results, report);
          this.own.push(rehearsed);
          return describe(rehearsed.result);
        },
      })),
      { title: `${this.name}: promises`, run: () => this.check(stage) },
      ...(this.props.remakes
        ? [{ title: `${this.name}: made again`, run: (report: Report) => this.remake(report) }]
        : []),
    ];
    const end: Step[] = this.props.destroys
      ? [{ title: `${this.name}: destruction`, run: (report: Report) => this.destroy(report) }]
      : [];
    const last = [...make, ...end].at(-1);
    const kept = (step: Step) => this.kept(step, sequence, step === last);
    return { make: make.map(kept), end: end.map(kept) };
  }

  /** Keeps the reason why the whole rehearsal ended, unless this environment had come to an end of its own. */
  fail(reason: string): void {
    if (this.failure === UNFINISHED) this.failure = reason;
    this.save();
  }

  /** Keeps the logs if this rehearsal has failed: the emulator's, and Terraform's of layers that it shares. */
  keepLogs(work: string): void {
    if (this.summary().ok) return;
    this.results.keep(join(work, EMULATOR_LOG));
    const { system } = this.environment;
    for (const stack of ["state", stackName(system, "registry"), stackName(system, "pipelines")]) {
      this.results.keep(join(sharedResultsFolder(work, stack), layerName(stack)));
    }
  }

  summary(): Summary {
    const stacks = [...this.shared, ...this.own].map(({ result }) => result);
    const held =
      stacks.every(({ secondPlanChanges }) => secondPlanChanges === 0) &&
      this.promises.every(({ findings }) => findings.length === 0);
    return {
      ok: held && this.failure === undefined,
      system: this.environment.system,
      environment: this.environment.name,
      modules: this.props.modules,
      stacks,
      promises: this.promises,
      skipped: [...this.skipped, ...(this.destruction?.skipped ?? [])],
      remade: this.remade,
      destroyed: this.destruction?.destroyed,
      refused: this.destruction?.refused,
      failure: this.failure,
    };
  }

  /** A step whose end, good or bad, is in the summary at once. */
  private kept({ title, run }: Step, sequence: LayerSequence, last: boolean): Step {
    return {
      title,
      run: async (report) => {
        try {
          const note = await run(report);
          if (last) this.failure = undefined;
          return note;
        } catch (error) {
          this.failure = (error as Error).message;
          last = true;
          throw error;
        } finally {
          if (last) await sequence.end();
          this.save();
        }
      },
    };
  }

  private async check(stage: Stage): Promise<string> {
    const layers = [...this.shared, ...this.own];
    this.promises = await checkPromises({
      applied: { environment: this.environment, layers: layers.map(({ applied }) => applied) },
      emulator: stage.emulator,
      state: stage.state,
      stateAccount: stage.stateAccount,
      folders: [this.results.folder, stage.synthesized, ...layers.map(({ layer }) => layer.folder)],
    });
    const findings = this.promises.flatMap((promise) => promise.findings).length;
    return findings === 0 ? `${this.promises.length} held` : `${findings} findings`;
  }

  private async remake(report: Report): Promise<string> {
    const { remade, promises, skipped } = await remake(
      this.own.map(({ layer }) => layer),
      ({ stack }) => report(stack.name),
    );
    this.remade = remade;
    this.promises = [...this.promises, ...promises];
    this.skipped.push(...skipped);
    return remade.length > 0 ? remade.join(", ") : skipped.map(({ reason }) => reason).join(", ");
  }

  private async destroy(report: Report): Promise<string> {
    this.destruction = await destroyLayers(
      this.own.map(({ layer }) => layer),
      ({ stack }) => report(stack.name),
    );
    const { destroyed, refused } = this.destruction;
    return [`${destroyed.length} stacks destroyed`, ...refused.map(({ stack }) => `${stack} refused`)].join(", ");
  }

  private save(): void {
    this.results.writeSummary(this.summary());
  }
}
