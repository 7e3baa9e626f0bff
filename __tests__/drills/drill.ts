import type { Interruption } from "./interruptions";
import { commandsOf, lastMessage } from "./messages";
import { Program } from "./program";
import { Site } from "./site";

/** Milliseconds that the network adds to each answer, as from one continent to another. */
const LATENCY = 100;
/** Commands that may be followed until the work is done. */
const STEPS = 12;
/** Seconds that what is left may take to end by itself. */
const PATIENCE = 180;

/** Layers of the environment. */
const LAYERS = 4;

/** What is interrupted. */
export type Work = "deploy" | "bootstrap";

const COMMANDS: Readonly<Record<Work, readonly string[]>> = {
  deploy: ["deploy", "tiny-test", "--yes"],
  bootstrap: ["bootstrap", "--yes"],
};

export interface DrillProps {
  /** Address of the emulator. */
  readonly emulator: string;
  /** An account that nobody else uses. */
  readonly account: string;
  readonly work: Work;
  readonly interruption: Interruption;
  /** The request at which it strikes. */
  readonly at: number;
  /** What an uninterrupted deploy makes. */
  readonly expected: readonly string[];
}

/** How a drill went. */
export interface DrillResult {
  readonly work: Work;
  readonly interruption: string;
  readonly at: number;
  /** Whether it struck while the command ran. */
  readonly struck: boolean;
  /** What was followed, in order. */
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
export async function reference(emulator: string, account: string, work: Work): Promise<Reference> {
  const site = new Site(emulator, account);
  try {
    await site.open(0);
    if (work === "deploy") await site.makeStates();
    const program = new Program(site.folder, COMMANDS[work], site.variables);
    if ((await program.ended) !== 0) throw new Error(`Without an interruption:\n${program.output}`);
    return { requests: site.proxy.requests, inventory: await site.inventory() };
  } finally {
    await site.close();
  }
}

/** Interrupts a command, follows what the last messages say, and looks whether everything holds in the end. */
export async function drill(props: DrillProps): Promise<DrillResult> {
  const site = new Site(props.emulator, props.account);
  const faults: string[] = [];
  const followed: string[] = [];
  let struck = false;
  try {
    await site.open(LATENCY);
    if (props.work === "deploy") await site.makeStates();
    if (props.interruption.disk && !site.mountDisk()) throw new Error("No small disk can be mounted here.");
    const program = await interrupted(site, props);
    struck = program.struck;
    await repair(site, faults, program.program);
    const last = program.program.output;
    const done = await follow(site, props.work, (await program.program.ended) === 0 ? "" : last, followed);
    if (done !== undefined) faults.push(done);
    else faults.push(...(await whatDoesNotHold(site, props)));
  } catch (error) {
    faults.push((error as Error).message);
  } finally {
    await site.close();
  }
  return { work: props.work, interruption: props.interruption.name, at: props.at, struck, followed, faults };
}

async function interrupted(
  site: Site,
  { work, interruption, at }: DrillProps,
): Promise<{ program: Program; struck: boolean }> {
  const program = new Program(site.folder, COMMANDS[work], site.variables, interruption.terminal);
  let struck = false;
  const begin = site.proxy.requests;
  site.proxy.fault = () => {
    if (!struck && site.proxy.requests - begin >= at) {
      struck = true;
      void interruption.strike(program, site);
    }
    return undefined;
  };
  await program.ended;
  return { program, struck };
}

/** The person does what the message says in words: logs in again, mends the network, makes room on the disk. */
async function repair(site: Site, faults: string[], program: Program): Promise<void> {
  // What was left to finish its work finds the world as it was interrupted.
  if (!(await program.gone(PATIENCE))) {
    faults.push(
      `still running: ${program
        .processes()
        .map(({ command }) => command)
        .join(", ")}`,
    );
    program.killAll();
  }
  site.proxy.fault = () => undefined;
  await site.proxy.refuse();
  await site.proxy.accept();
  site.fillDisk(false);
}

/** Does what the messages say, command by command, until the work is done. Returns why it was not. */
async function follow(site: Site, work: Work, message: string, followed: string[]): Promise<string | undefined> {
  let next = commandsOf(lastMessage(message));
  let output = message;
  // Without a last message, the same command again is what anybody tries.
  if (next.length === 0) next = [[...COMMANDS[work]]];
  while (next.length > 0) {
    if (followed.length >= STEPS) return `It goes in a circle:\n${lastMessage(output)}`;
    const [words, ...rest] = next;
    const asked = words!.includes("--yes") || !TAKES_YES.includes(words![0]!) ? words! : [...words!, "--yes"];
    followed.push(asked.join(" "));
    const program = new Program(site.folder, asked, site.variables);
    const code = await program.ended;
    if (!(await program.gone(PATIENCE))) return `Still running after ${asked.join(" ")}`;
    output = program.output;
    if (code === 0 && asked[0] === work) return undefined;
    // What it says now counts; what was to follow is named again, or follows.
    const said = commandsOf(lastMessage(output));
    next = code === 0 ? (said.length > 0 ? said : rest) : said;
  }
  return `The last message names no command:\n${lastMessage(output)}`;
}

/** Commands that ask; the person says yes. */
const TAKES_YES = ["deploy", "bootstrap", "unlock", "destroy"];

async function whatDoesNotHold(site: Site, { work, expected }: DrillProps): Promise<string[]> {
  const faults: string[] = [];
  const run = async (...args: string[]): Promise<string> => {
    const program = new Program(site.folder, args, site.variables);
    const code = await program.ended;
    if (code !== 0) faults.push(`drydock ${args.join(" ")} ended with ${code}:\n${program.output}`);
    return program.output;
  };
  if (work === "bootstrap") {
    const again = await run("bootstrap", "--yes");
    if (/will be (created|updated|destroyed)/.test(again)) faults.push(`the second plan is not empty:\n${again}`);
    return faults;
  }
  const plan = await run("plan", "tiny-test");
  const empty = plan.match(/: nothing to do$/gm) ?? [];
  if (empty.length !== LAYERS) faults.push(`the second plan is not empty:\n${plan}`);
  await run("orphans", "tiny-test", "--no-write");
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
