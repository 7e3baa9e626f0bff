import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Watchdog } from "./watchdog";

/** Milliseconds between the request to end and the end by force. */
const GRACE = 5_000;

/** Whose environment variables a process gets: all of them are given, nothing is inherited. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder?: string;
  readonly variables: Variables;
  /** Called with each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Outcome {
  /** Exit code; -1 if a signal ended the process. */
  readonly exitCode: number;
  /** The signal that ended it, if one did. */
  readonly signal?: NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that was started and runs on. */
export interface Running {
  readonly pid: number;
  readonly outcome: Promise<Outcome>;
  /** Asks it to end, and insists after 5 s. */
  stop(): Promise<void>;
}

/** The run was interrupted: nothing new is started. */
export class Interrupted extends Error {
  override name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}

/** The file is not there or not executable. */
export class CommandMissing extends Error {
  override name = "CommandMissing";
}

export interface ProcessesProps {
  /** Whether processes end when ours is killed; not for work on a real account, which had better finish. */
  readonly watched: boolean;
}

/**
 * The processes that a command has started. Each has a process group of its own, so that Ctrl-C reaches ours alone
 * and ending one ends what it has started in turn.
 */
export class Processes {
  private readonly running = new Map<number, ChildProcess>();
  private readonly watchdog?: Watchdog;
  private ending?: Error;

  constructor(props: ProcessesProps) {
    if (props.watched) this.watchdog = new Watchdog();
  }

  /** Why everything was told to end, if it was. */
  get reason(): Error | undefined {
    return this.ending;
  }

  /** Runs a command to its end. */
  async run(command: Command): Promise<Outcome> {
    const outcome = await (await this.start(command)).outcome;
    if (this.ending) throw this.ending;
    return outcome;
  }

  /** Starts a command that runs on. Its standard input is a pipe that closes when our process ends. */
  async start(command: Command): Promise<Running> {
    if (this.ending) throw this.ending;
    const child = spawn(command.file, [...command.args], {
      cwd: command.folder,
      env: { ...command.variables },
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const outcome = collect(child, command.onLine);
    await started(child, command.file);
    const pid = child.pid!;
    this.running.set(pid, child);
    this.watchdog?.watch(pid);
    child.once("close", () => {
      this.running.delete(pid);
      this.watchdog?.release(pid);
    });
    if (this.ending) {
      await this.end(child);
      throw this.ending;
    }
    return { pid, outcome, stop: () => this.end(child) };
  }

  /**
   * Ends everything that runs, gently first, and lets nothing new start.
   * @param reason What those who wait for a command get thrown; the first reason counts.
   */
  async stop(reason: Error = new Interrupted()): Promise<void> {
    this.ending ??= reason;
    await Promise.all([...this.running.values()].map((child) => this.end(child)));
    this.watchdog?.close();
  }

  /** Tells everything that runs to finish early, as Ctrl-C in a terminal does, and lets nothing new start. */
  interrupt(): void {
    this.ending ??= new Interrupted();
    for (const pid of this.running.keys()) signalGroup(pid, "SIGINT");
  }

  /** Ends everything that runs by force, at once. */
  kill(): void {
    for (const pid of this.running.keys()) signalGroup(pid, "SIGKILL");
  }

  private async end(child: ChildProcess): Promise<void> {
    if (!this.running.has(child.pid!)) return;
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    signalGroup(child.pid!, "SIGTERM");
    const force = setTimeout(() => signalGroup(child.pid!, "SIGKILL"), GRACE);
    await closed;
    clearTimeout(force);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Waits until a process runs; throws if there is no such program. */
export function started(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" || error.code === "EACCES" ? new CommandMissing(file) : error),
    );
  });
}

function collect(child: ChildProcess, onLine?: (line: string) => void): Promise<Outcome> {
  const stdout = text(child.stdout!);
  const stderr = text(child.stderr!);
  if (onLine) createInterface({ input: child.stdout! }).on("line", onLine);
  // Ends before reading all of its input are no fault of ours.
  child.stdin!.on("error", () => {});
  return new Promise((resolve) => {
    child.once("close", (code, signal) =>
      resolve({ exitCode: code ?? -1, signal: signal ?? undefined, stdout: stdout(), stderr: stderr() }),
    );
  });
}

function text(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
