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
  /** What an uninterrupted run makes. @default - only what is there twice is wrong */
  readonly expected?: readonly string[];
}

/** A command that was typed. */
export interface Step {
  readonly command: string;
  readonly exitCode: number;
  readonly message: string;
  /** What struck while it ran. */
  readonly strike?: Strike;
}

/** How a drill went. */
export interface Drill {
  /** The interruptions that struck while the command ran. */
  readonly struck: readonly string[];
  /** What was typed, in order. */
  readonly followed: readonly Step[];
  /** What does not hold; nothing if all does. */
  readonly faults: readonly string[];
}

/** What an uninterrupted run does: how many requests it makes, and what there is afterwards. */
export interface Reference {
  readonly requests: number;
  readonly inventory: readonly string[];
}

/** Runs once without an interruption. */
export async function reference(
  world: World,
  account: string,
  work: Work,
  say: (text: string) => void,
): Promise<Reference> {
  const site = new Site(world, account);
  try {
    await site.open(0);
    if (work !== BOOTSTRAP) await site.makeStates();
    const program = new Program(site.folder, work.command, site.variables);
    if ((await program.ended) !== 0) throw new Error(`Without an interruption:\n${program.output}`);
    const { requests } = site.proxy;
    const inventory = await site.inventory();
    say(`${work.name} without a kill: ${requests} requests to AWS, ${inventory.length} resources found by their tags`);
    return { requests, inventory };
  } finally {
    await site.close();
  }
}

/** Interrupts a command, follows what the last messages say, and looks whether everything holds in the end. */
export async function drill(props: DrillProps): Promise<Drill> {
  const { world, account, work, strikes } = props;
  const site = new Site(world, account);
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
  readonly followed: Step[] = [];
  private readonly strikes: Strike[];

  constructor(
    private readonly site: Site,
    private readonly work: Work,
    strikes: readonly Strike[],
  ) {
    this.strikes = [...strikes];
  }

  get struck(): string[] {
    return this.followed.flatMap(({ strike }) => strike?.interruption.name ?? []);
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
      const { program, struck } = await this.run(typed, strike);
      const code = await program.ended;
      message = lastMessage(program.output);
      this.followed.push({ command: typed.join(" "), exitCode: code, message, ...(struck && { strike }) });
      if (code === ABORTED) return `${typed.join(" ")} was aborted:\n${program.output}`;
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
  private async run(
    words: readonly string[],
    strike: Strike | undefined,
  ): Promise<{ program: Program; struck: boolean }> {
    const { site } = this;
    const program = new Program(site.folder, words, site.variables, strike?.interruption.terminal);
    let struck = false;
    if (!strike) return { program, struck };
    const begin = site.proxy.requests;
    site.proxy.fault = () => {
      if (!struck && site.proxy.requests - begin >= strike.at) {
        struck = true;
        void strike.interruption.strike(program, site);
      }
      return undefined;
    };
    await program.ended;
    return { program, struck };
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
  const wanted = expected ?? [...new Set(there)];
  const more = there.filter((one, index) => index !== there.indexOf(one) || !wanted.includes(one));
  const less = wanted.filter((one) => !there.includes(one));
  if (there.length !== wanted.length || more.length + less.length > 0) {
    faults.push(
      `${there.length} resources instead of ${wanted.length}; too many: ${more.join(", ")}; missing: ${less.join(", ")}`,
    );
  }
  return faults;
}
