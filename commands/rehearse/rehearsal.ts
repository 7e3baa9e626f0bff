import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { environmentName } from "../../kinds/core/names";
import { environmentsUsedBy } from "../../kinds/core/shared-from";
import type { System } from "../../kinds/core/system";
import { synthesize } from "../base/synthesize";
import { UserError } from "../base/user-error";
import { isAlive, Locked, lock } from "../process/lock";
import { INTERRUPTED, onInterrupt } from "../process/on-interrupt";
import { Processes } from "../process/processes";
import { findPython } from "../python/environment";
import { findInstallation } from "../terraform/installation";
import { cleanVariables, DEFAULT_ACCOUNT } from "./account";
import { startEmulator } from "./emulator";
import { EnvironmentRehearsal } from "./environment-rehearsal";
import { createExisting } from "./existing";
import { type Report, type Step, takeTracks } from "./progress";
import { describe, type RehearsedLayer } from "./rehearsed-layer";
import { Results, type Summary } from "./results";
import { rehearsalName, type Selection } from "./selection";
import { rehearseState, rehearseSystem } from "./shared-layers";
import type { Stage } from "./stage";

export interface RehearsalProps {
  /** Folder of the project. */
  readonly root: string;
  readonly selection: Selection;
  /** Destroy what was applied, in the end. */
  readonly destroys: boolean;
  /** Destroy what runs and make it again, before that. */
  readonly remakes: boolean;
  /** Leave the working files. */
  readonly keeps: boolean;
  /** Environments that are rehearsed at once. */
  readonly jobs: number;
}

/** Folder of all rehearsals, in the project's. */
const FOLDER = ".rehearsal";

/**
 * Terraform and its provider hold some 80 MB when they have read what there is to know of AWS's resources, and end soon
 * after: with a fourth of the garbage collections they take a fourth less CPU time, and 200 MB more until the limit
 * (https://go.dev/doc/gc-guide#GOGC).
 */
const GARBAGE_COLLECTION = { GOGC: "400", GOMEMLIMIT: "1GiB" };

/** Rehearses environments against an emulated AWS. Leaves results in `.rehearsal` and no process behind. */
export async function rehearse(props: RehearsalProps): Promise<Summary[]> {
  const folder = join(props.root, FOLDER);
  const release = lockEnvironments(folder, props.selection);
  const work = join(folder, "work", String(process.pid));
  removeAbandoned(join(folder, "work"));
  mkdirSync(work, { recursive: true });
  const processes = new Processes({ watched: true });
  const ignore = onInterrupt(
    () => void processes.stop(),
    () => {
      processes.kill();
      process.exit(INTERRUPTED);
    },
  );
  const rehearsals = props.selection.environments.map(
    (environment) =>
      new EnvironmentRehearsal(environment, {
        results: new Results(join(folder, rehearsalName(environmentName(environment), props.selection.modules))),
        destroys: props.destroys,
        remakes: props.remakes,
        modules: props.selection.modules,
      }),
  );
  try {
    await new Rehearsal(props, work, processes, rehearsals).run();
    if (processes.reason) throw processes.reason;
  } catch (error) {
    for (const rehearsal of rehearsals) rehearsal.fail((error as Error).message);
    throw error;
  } finally {
    await processes.stop();
    ignore();
    for (const rehearsal of rehearsals) rehearsal.keepLogs(work);
    if (!props.keeps) rmSync(work, { recursive: true, force: true });
    release();
  }
  return rehearsals.map((rehearsal) => rehearsal.summary());
}

/** Makes sure that nobody else rehearses the same environments at the same time. */
function lockEnvironments(folder: string, selection: Selection): () => void {
  const releases: (() => void)[] = [];
  const release = () => {
    for (const one of releases) one();
  };
  for (const environment of selection.environments) {
    const name = rehearsalName(environmentName(environment), selection.modules);
    try {
      releases.push(lock(join(folder, `${name}.lock`)));
    } catch (error) {
      release();
      if (!(error instanceof Locked)) throw error;
      const { file, holder } = error;
      throw new UserError(
        `${name} is being rehearsed by process ${holder.pid} since ${holder.since}: wait for it, or remove ${file} if that process is something else.`,
      );
    }
  }
  return release;
}

/** Removes the working files of rehearsals that were killed. */
function removeAbandoned(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!isAlive(Number(name))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** The rehearsals by who needs whom: an environment that takes things from another is in one track with it. */
function together(rehearsals: readonly EnvironmentRehearsal[]): EnvironmentRehearsal[][] {
  const tracks = new Map<string, EnvironmentRehearsal[]>();
  const sources = rehearsals.flatMap(({ environment }) =>
    environmentsUsedBy(environment).map((source) => environmentName({ ...environment, name: source })),
  );
  for (const rehearsal of rehearsals) {
    const { environment, name } = rehearsal;
    const shares = environmentsUsedBy(environment).length > 0 || sources.includes(name);
    const track = shares ? `shared in ${environment.system}` : name;
    tracks.set(track, [...(tracks.get(track) ?? []), rehearsal]);
  }
  return [...tracks.values()];
}

/** The course of one rehearsal. */
class Rehearsal {
  private stage!: Stage;
  private state!: RehearsedLayer;
  private readonly ofSystems = new Map<string, readonly RehearsedLayer[]>();

  constructor(
    private readonly props: RehearsalProps,
    private readonly work: string,
    private readonly processes: Processes,
    private readonly rehearsals: readonly EnvironmentRehearsal[],
  ) {}

  async run(): Promise<void> {
    await takeTracks(
      [
        { title: "Prepare", steps: () => this.preparation() },
        { title: "What environments share", steps: () => this.sharedLayers() },
      ],
      together(this.rehearsals).map((rehearsals) => ({
        title: rehearsals.map(({ title }) => title).join(" and "),
        steps: () => this.stepsOf(rehearsals),
      })),
      this.props.jobs,
    );
  }

  /** Environments are made one after the other, and what another one needs is destroyed after that one. */
  private stepsOf(rehearsals: readonly EnvironmentRehearsal[]): Step[] {
    const steps = rehearsals.map((rehearsal) =>
      rehearsal.steps(this.stage, [this.state, ...this.ofSystems.get(rehearsal.environment.system)!]),
    );
    return [...steps.flatMap(({ make }) => make), ...[...steps].reverse().flatMap(({ end }) => end)];
  }

  private preparation(): Step[] {
    return [
      { title: "find Terraform, synthesize, start the emulated AWS", run: (report) => this.prepare(report) },
      { title: "make what exists already", run: () => this.makeExisting() },
    ];
  }

  private async prepare(report: Report): Promise<string> {
    const { root, selection } = this.props;
    const { work, processes } = this;
    const variables = { ...GARBAGE_COLLECTION, ...cleanVariables(process.env) };
    const synthesized = join(work, "synthesized");
    const only = selection.environments.map(environmentName);
    const { modules } = selection;
    const [installation, stacks, emulator] = await Promise.all([
      findInstallation(root, processes, process.env, report),
      synthesize({ root, output: synthesized, only, modules, processes, variables }),
      findPython({ root, processes, variables, report }).then(({ program: python }) =>
        startEmulator({ root, python, folder: work, processes, variables }),
      ),
    ]);
    const stateAccount = selection.environments[0]!.account ?? DEFAULT_ACCOUNT;
    const { state } = selection;
    this.stage = { work, synthesized, processes, variables, installation, emulator, state, stateAccount, stacks };
    return `${stacks.length} stacks, ${emulator.endpoint}`;
  }

  private async makeExisting(): Promise<undefined> {
    for (const environment of this.props.selection.environments) await createExisting(this.stage.emulator, environment);
  }

  private sharedLayers(): Step[] {
    return [
      {
        title: "state",
        run: async (report) => {
          this.state = await rehearseState(this.stage, report);
          return describe(this.state.result);
        },
      },
      ...this.props.selection.systems.map((system) => ({
        title: `${system.name}: layers of the system`,
        run: (report: Report) => this.rehearseSystem(system, report),
      })),
    ];
  }

  private async rehearseSystem(system: System, report: Report): Promise<string> {
    const layers = await rehearseSystem(this.stage, system, report);
    this.ofSystems.set(system.name, layers);
    return layers.map(({ result }) => `${result.layer} ${describe(result)}`).join("; ");
  }
}
