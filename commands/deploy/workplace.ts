import { appendFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { type Stack, synthesize } from "../base/synthesize";
import { CONFIGURATION_FILE, readConfiguration } from "../base/synthesized";
import { LastingProcesses } from "../process/lasting-processes";
import { isAlive } from "../process/lock";
import { Interrupted, Processes, type Variables } from "../process/processes";
import { readEnvironments } from "../rehearse/selection";
import { variablesForMany } from "../terraform/certificates";
import { STACKS_FOLDER } from "../terraform/errored-state";
import { findInstallation, type Installation } from "../terraform/installation";
import { type SharedProvider, startSharedProvider } from "../terraform/shared-provider";
import { Terraform } from "../terraform/terraform";
import { callerAccount, requireAccount } from "./caller";
import { Interruption } from "./interruption";
import { Reporter } from "./reporter";
import { layOut, lockStacks } from "./stack-folder";

export interface WorkplaceProps {
  /** Folder of the project. */
  readonly root: string;
  /** Patterns over systems and environments. */
  readonly environments: readonly string[];
  /** Chooses what is worked on, in order. */
  readonly choose: (stacks: readonly Stack[], environments: readonly Environment[]) => Stack[];
  /** Looks at what was chosen before anything is begun; throws if it cannot be. */
  readonly check?: (place: Workplace) => Promise<void>;
}

/** A stack that is worked on, with the environment that messages about it name. */
export interface Site {
  readonly stack: Stack;
  /** Name of the environment, such as `sliderule-test`. */
  readonly environment: string;
  readonly terraform: Terraform;
}

/** What `deploy`, `plan` and `destroy` share: the stacks, each in a folder of its own, and Terraform in each. */
export class Workplace {
  readonly reporter = new Reporter();
  readonly helpers = new Processes({ watched: true });
  readonly lasting: LastingProcesses;
  readonly interruption: Interruption;
  account = "";
  /** What was chosen, in order. */
  stacks: readonly Stack[] = [];
  private installation!: Installation;
  private environments: readonly Environment[] = [];
  private provider?: Promise<SharedProvider | undefined>;
  private readonly work: string;
  private release = () => {};

  private constructor(readonly root: string) {
    const works = join(root, ".drydock", "work");
    removeAbandoned(works);
    this.work = join(works, String(process.pid));
    this.lasting = new LastingProcesses(this.work);
    this.interruption = new Interruption({
      lasting: this.lasting,
      helpers: this.helpers,
      inProgress: () => this.reporter.inProgress,
      say: (text) => this.reporter.say(text),
    });
  }

  /** Prepares everything, does the work, and cleans up whatever happens. */
  static async open<T>(props: WorkplaceProps, work: (place: Workplace) => Promise<T>): Promise<T> {
    // A terminal that was closed takes no more lines; the work goes on to its orderly end all the same.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
    const place = new Workplace(props.root);
    place.interruption.listen();
    try {
      await place.prepare(props);
      await props.check?.(place);
      return await work(place);
    } finally {
      await place.close();
    }
  }

  /** Environment variables for programs. */
  get variables(): Variables {
    return process.env;
  }

  /** Terraform in the folder of a stack. */
  async site(stack: Stack): Promise<Site> {
    const provider = this.mayShare(stack) ? await this.sharedProvider() : undefined;
    const terraform = new Terraform({
      stack: stack.name,
      folder: stack.folder,
      variables: { ...this.variables, ...this.installation.variables, ...provider?.variables },
      processes: this.lasting,
      log: this.log(stack),
      onProgress: (text, message) => this.reporter.resource(stack.name, text, message),
    });
    return { stack, environment: this.environmentOf(stack), terraform };
  }

  /** The file that gets all that Terraform says about a stack. */
  log(stack: Stack): string {
    return join(this.root, STACKS_FOLDER, `${stack.name}.log`);
  }

  /** Throws if somebody has asked to stop. */
  goesOn(): void {
    if (this.interruption.asked) throw new Interrupted();
  }

  /** A file of the project as messages name it. */
  path(file: string): string {
    return relative(this.root, file);
  }

  private async prepare({ root, environments: patterns, choose }: WorkplaceProps): Promise<void> {
    const { state, environments } = readEnvironments(root, patterns);
    this.environments = environments;
    const output = join(this.work, "synthesized");
    const only = environments.map(environmentName);
    const { helpers: processes, variables } = this;
    const [account, installation, synthesized] = await this.reporter.during(`Synthesizing ${only.join(", ")}`, () =>
      Promise.all([
        callerAccount(state.region),
        findInstallation(root, processes, variables),
        synthesize({ root, output, only, processes, variables }),
      ]),
    );
    this.goesOn();
    this.account = account;
    this.installation = installation;
    const stacks = choose(synthesized, environments);
    requireAccount(stacks, account);
    this.release = lockStacks(root, stacks);
    this.stacks = stacks.map((stack) => ({ ...stack, folder: layOut(root, stack) }));
    for (const stack of this.stacks)
      appendFileSync(this.log(stack), `\n${new Date().toISOString()}\n`, { mode: 0o600 });
  }

  private async close(): Promise<void> {
    try {
      await (await this.provider)?.stop();
    } catch {
      // It did not start, which was said already.
    }
    await this.helpers.stop();
    this.lasting.close();
    this.release();
    rmSync(this.work, { recursive: true, force: true });
  }

  /** The environment that a stack belongs to; of a system's own layers, the first that is worked on. */
  environmentOf({ name }: Stack): string {
    const names = this.environments.map(environmentName);
    const own = names.find((environment) => name.startsWith(`${environment}-`));
    const system = this.environments.find((environment) => name.startsWith(`${environment.system}-`));
    return own ?? (system ? environmentName(system) : names[0]!);
  }

  /**
   * Whether one provider can serve a stack among others: it configures it once, and has no files beside it, which a
   * provider that was started elsewhere would not find.
   */
  private mayShare({ folder }: Stack): boolean {
    const { provider } = readConfiguration(folder);
    const beside = readdirSync(folder).filter((name) => !name.startsWith(".") && !OWN_FILES.includes(name));
    return provider?.["aws"]?.length === 1 && beside.length === 0;
  }

  /** The provider that serves many stacks; nothing where each of them needs its own. */
  private sharedProvider(): Promise<SharedProvider | undefined> {
    const variables = variablesForMany(this.variables);
    this.provider ??= variables
      ? startSharedProvider(this.installation, this.lasting, variables)
      : Promise.resolve(undefined);
    return this.provider;
  }
}

/** Removes the working files of runs that were killed. */
function removeAbandoned(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!isAlive(Number(name))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** What is in every stack's folder. */
const OWN_FILES = [CONFIGURATION_FILE, "metadata.json"];
