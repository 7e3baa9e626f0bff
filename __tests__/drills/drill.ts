import type { Interruption } from "./interruptions";
import { commandsOf, lastMessage } from "./messages";
import { Program } from "./program";
import { Site } from "./site";
import { BOOTSTRAP, type Work } from "./works";
import type { World } from "./world";

/** Milliseconds that the network adds to each answer, as from one continent to another. */
const LATENCY = 100;
/** Commands that may be followed until the work is done. */
const STEPS = 12;
/** Exit code of what has aborted itself: 128 + SIGABRT. */
const ABORTED = 134;
/** Seconds that what is left may take to end by itself. */
const PATIENCE = 180;

/** When a command is interrupted, and how. */
export interface Strike {
  readonly interruption: Interruption;
  /** The request to AWS at which it strikes, counted from the beginning of the command. */
  readonly at: number;
}

export interface DrillProps {
  readonly world: World;
  /** An account that nobody else uses. */
  readonly account: string;
  readonly work: Work;
  /** The first is for the first time that the command is run, the next for the second time, and so on. */
  readonly strikes: readonly Strike[];
  /** What an uninterrupted deploy makes. */
  readonly expected: readonly string[];
  /** @default - the whole system */
  readonly manifest?: string;
}

/** How a drill went. */
export interface DrillResult {
  /** The interruptions that struck while the command ran. */
  readonly struck: readonly string[];
  /** What was typed, in order. */
  readonly followed: readonly string[];
  /** What does not hold; nothing if all does. */
  readonly faults: readonly string[];
}

/** What an uninterrupted run does: how many requests it makes, and what there is afterwards. */
export interface Reference {
  readonly requests: number;
  readonly inventory: readonly string[];
}

/** Runs once without an interruption. */
export async function reference(world: World, account: string, work: Work, manifest?: string): Promise<Reference> {
  const site = new Site(world, account, manifest);
  try {
    await site.open(0);
    if (work !== BOOTSTRAP) await site.makeStates();
    const program = new Program(site.folder, work.command, site.variables);
    if ((await program.ended) !== 0) throw new Error(`Without an interruption:\n${program.output}`);
    return { requests: site.proxy.requests, inventory: await site.inventory() };
  } finally {
    await site.close();
  }
}

/** Interrupts a command, follows what the last messages say, and looks whether everything holds in the end. */
export async function drill(props: DrillProps): Promise<DrillResult> {
  const { world, account, work, strikes, manifest } = props;
  const site = new Site(world, account, manifest);
  const course = new Course(site, work, strikes);
  const faults: string[] = [];
  try {
    await site.open(LATENCY);
    if (work !== BOOTSTRAP) await site.makeStates();
    if (strikes.some(({ interruption }) => interruption.disk) && !site.mountDisk()) {
      throw new Error("No small disk can be mounted here.");
    }
    const why = await course.follow();
    faults.push(...(why === undefined ? await whatDoesNotHold(site, props) : [why]));
  } catch (error) {
    faults.push((error as Error).message);
  } finally {
    await site.close();
  }
  return { struck: course.struck, followed: course.followed, faults };
}

/** What a person does, from the first command to the end of the work. */
class Course {
  readonly followed: string[] = [];
  readonly struck: string[] = [];
  private readonly strikes: Strike[];

  constructor(
    private readonly site: Site,
    private readonly work: Work,
    strikes: readonly Strike[],
  ) {
    this.strikes = [...strikes];
  }

  /** Does what the messages say, command by command, until the work is done. Returns why it was not. */
  async follow(): Promise<string | undefined> {
    const limit = STEPS * (this.strikes.length + 1);
    const again = [[...this.work.command]];
    let next: readonly string[][] = again;
    let message = "";
    while (next.length > 0) {
      if (this.followed.length >= limit) return `It goes in a circle:\n${message}`;
      const [words = [], ...rest] = next;
      const typed = withYes(words);
      const isWork = typed[0] === this.work.command[0] && typed[1] === this.work.command[1];
      const strike = isWork ? this.strikes.shift() : undefined;
      const program = await this.run(typed, strike);
      const code = await program.ended;
      this.followed.push(`${typed.join(" ")} (${code})`);
      if (code === ABORTED) return `${typed.join(" ")} was aborted:\n${program.output}`;
      message = lastMessage(program.output);
      if (!(await program.gone(PATIENCE))) {
        const left = program.processes().map(({ command }) => command);
        program.killAll();
        return `After ${typed.join(" ")} there runs still ${left.join(", ")}`;
      }
      await this.repair();
      if (code === 0 && (isWork || typed[1] === "deploy")) return undefined;
      // What it says now counts; what was to follow is named again, or follows.
      const said = commandsOf(message);
      if (said.length > 0) next = said;
      else if (code === 0) next = rest;
      // A killed command has no last message, so anybody tries it again.
      else next = strike ? again : [];
    }
    return `The last message names no command:\n${message}`;
  }

  /** Runs a command, and strikes at the moment if there is one. */
  private async run(words: readonly string[], strike: Strike | undefined): Promise<Program> {
    const { site } = this;
    const program = new Program(site.folder, words, site.variables, strike?.interruption.terminal);
    if (!strike) return program;
    const begin = site.proxy.requests;
    let struck = false;
    site.proxy.fault = () => {
      if (!struck && site.proxy.requests - begin >= strike.at) {
        struck = true;
        this.struck.push(strike.interruption.name);
        void strike.interruption.strike(program, site);
      }
      return undefined;
    };
    await program.ended;
    return program;
  }

  /** The person does what the message says in words: logs in again, mends the network, makes room on the disk. */
  private async repair(): Promise<void> {
    const { proxy } = this.site;
    proxy.fault = () => undefined;
    await proxy.refuse();
    await proxy.accept();
    this.site.fillDisk(false);
  }
}

/** Commands that ask; the person says yes. */
const TAKES_YES = ["deploy", "bootstrap", "unlock", "destroy"];

function withYes(words: readonly string[]): readonly string[] {
  const [program, verb = ""] = words;
  const asks = program === "drydock" && TAKES_YES.includes(verb) && !words.includes("--yes");
  return asks ? [...words, "--yes"] : words;
}

async function whatDoesNotHold(site: Site, { work, expected }: DrillProps): Promise<string[]> {
  const faults: string[] = [];
  const run = async (...args: string[]): Promise<string> => {
    const program = new Program(site.folder, args, site.variables);
    const code = await program.ended;
    if (code !== 0) faults.push(`${args.join(" ")} ended with ${code}:\n${program.output}`);
    return program.output;
  };
  if (work.plan === undefined) {
    const again = await run(...work.command);
    if (/will be (created|updated|destroyed)/.test(again)) faults.push(`the second plan is not empty:\n${again}`);
    return faults;
  }
  const plan = await run(...work.plan);
  const empty = plan.match(/: nothing to do$/gm) ?? [];
  if (empty.length !== work.layers) faults.push(`the second plan is not empty:\n${plan}`);
  const orphans = await run("drydock", "orphans", "tiny-test", "--no-write");
  if (!orphans.includes("Every tagged resource of tiny-test is in a state.")) faults.push(orphans);
  const locks = await run("drydock", "unlock", "tiny-test");
  if (!locks.includes("No state of tiny-test is locked")) faults.push(locks);
  const left = site.leftFiles();
  if (left.length > 0) faults.push(`left behind: ${left.join(", ")}`);
  const there = await site.inventory();
  const more = there.filter((one, index) => index !== there.indexOf(one) || !expected.includes(one));
  const less = expected.filter((one) => !there.includes(one));
  if (there.length !== expected.length || more.length + less.length > 0) {
    faults.push(
      `${there.length} resources instead of ${expected.length}; too many: ${more.join(", ")}; missing: ${less.join(", ")}`,
    );
  }
  return faults;
}
