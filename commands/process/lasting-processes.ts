import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { FollowedFile } from "./followed-file";
import { Keeper } from "./keeper";
import { type Command, Interrupted, type Outcome, type Running, started } from "./processes";

export interface LastingCommand extends Command {
  /** Called with what comes on standard output, raw. */
  readonly onOutput?: (data: Buffer) => void;
  /** Called with what comes on standard error, raw. */
  readonly onError?: (data: Buffer) => void;
  /** Gets a pipe for its standard input, in place of nothing. @default false */
  readonly reads?: boolean;
}

/** A process that outlives ours. */
export interface Lasting extends Running {
  /** Its standard input, if it reads one. */
  readonly stdin: ChildProcess["stdin"];
}

/**
 * Processes that must not be cut off, such as a Terraform that has not written its state yet. Each has a session of its
 * own, so that neither Ctrl-C nor a terminal's hang-up reaches it, and writes to files, which we follow: pipes would
 * break when our process is killed, and the next line would kill it in turn (SIGPIPE).
 */
export class LastingProcesses {
  private readonly workers = new Map<number, ChildProcess>();
  private readonly keeper = new Keeper();
  private count = 0;
  private asked = false;
  private forced = false;

  /** @param folder Folder for the files of output, which go when a process has ended. */
  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Whether work was asked to finish early. */
  get interrupted(): boolean {
    return this.asked;
  }

  /** Whether work was made to give up, so that what it did last may be written down nowhere. */
  get insisted(): boolean {
    return this.forced;
  }

  /** Whether something works at the moment. */
  get busy(): boolean {
    return this.workers.size > 0;
  }

  /** Runs a command to its end. After an interruption, what has ended well counts; nothing new is begun. */
  async run(command: LastingCommand): Promise<Outcome> {
    return (await this.work(command)).outcome;
  }

  /** Starts a command with work to finish. */
  async work(command: LastingCommand): Promise<Lasting> {
    if (this.asked) throw new Interrupted();
    const lasting = await this.launch(command, (child) => {
      this.workers.set(child.pid!, child);
      this.keeper.work(child.pid!);
    });
    // Asked while it was being started.
    if (this.asked) signal(lasting.pid, "SIGINT");
    return lasting;
  }

  /** Starts a server, which ends when it is stopped, or after the last work if our process is killed. */
  start(command: Command): Promise<Running> {
    return this.launch(command, (child) => this.keeper.serve(child.pid!));
  }

  /** Asks those who work to finish early, once and no more: Terraform takes a second time for an order to give up. */
  interrupt(): void {
    if (this.asked) return;
    this.asked = true;
    for (const pid of this.workers.keys()) signal(pid, "SIGINT");
  }

  /** Makes those who work give up at once: the second interrupt that Terraform itself knows. */
  insist(): void {
    this.forced = true;
    for (const pid of this.workers.keys()) signal(pid, "SIGINT");
  }

  /** To be called once everything has ended. */
  close(): void {
    this.keeper.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async launch(command: LastingCommand, begun: (child: ChildProcess) => void): Promise<Lasting> {
    this.count += 1;
    const paths = ["stdout", "stderr"].map((name) => join(this.folder, `${process.pid}-${this.count}.${name}`));
    const files = paths.map((path) => openSync(path, "w", 0o600));
    const stdio: StdioOptions = [command.reads ? "pipe" : "ignore", files[0]!, files[1]!];
    const { file, args, folder: cwd, variables: env } = command;
    const child = spawn(file, [...args], { cwd, env: { ...env }, detached: true, stdio });
    for (const descriptor of files) closeSync(descriptor);
    const followed = [
      new FollowedFile(paths[0]!, fan(command.onOutput, command.onLine)),
      new FollowedFile(paths[1]!, (data) => command.onError?.(data)),
    ];
    const outcome = new Promise<Outcome>((resolve) => {
      child.once("exit", (code, signal) => {
        for (const one of followed) one.end();
        this.workers.delete(child.pid!);
        this.keeper.release(child.pid!);
        const [stdout, stderr] = paths.map((path) => readFileSync(path, "utf8")) as [string, string];
        for (const path of paths) rmSync(path, { force: true });
        resolve({ exitCode: code ?? -1, signal: signal ?? undefined, stdout, stderr });
      });
    });
    try {
      await started(child, file);
    } catch (error) {
      for (const one of followed) one.end();
      throw error;
    }
    // Ends before reading all of its input are no fault of ours.
    child.stdin?.on("error", () => {});
    begun(child);
    return { pid: child.pid!, outcome, stdin: child.stdin, stop: () => stop(child, outcome) };
  }
}

async function stop(child: ChildProcess, outcome: Promise<Outcome>): Promise<void> {
  signal(-child.pid!, "SIGTERM");
  const force = setTimeout(() => signal(-child.pid!, "SIGKILL"), 5_000);
  await outcome;
  clearTimeout(force);
}

/** Data for whoever wants it, raw or line by line. */
function fan(onOutput?: (data: Buffer) => void, onLine?: (line: string) => void): (data: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return (data) => {
    onOutput?.(data);
    if (!onLine) return;
    const lines = (rest + decoder.write(data)).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onLine(line);
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
