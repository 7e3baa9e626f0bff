import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_SECONDS = 30;

/**
 * Starts the server and ends it when standard input ends, as it does when the test's process dies, however it dies.
 * The folder goes too, unless a line says otherwise.
 */
const GUARD = `
folder=$1
signal=$2
shift 2
"$@" &
read -r keep
kill -"$signal" "$!"
wait "$!" 2>/dev/null
[ "$keep" = keep ] || rm -rf "$folder"
`;

/** A real server on a port of 127.0.0.1, with a folder of its own. */
export abstract class GuardedServer {
  private guard: ChildProcess | undefined;

  protected constructor(
    readonly port: number,
    protected readonly folder: string,
  ) {}

  /** What starts the server in the foreground. */
  protected abstract get command(): readonly string[];

  /** Whether the server answers. */
  protected abstract answers(): boolean;

  /** The signal that ends the server at once, with all its processes. */
  protected readonly signal: "KILL" | "QUIT" = "KILL";

  /** Who runs the server. @default - whoever runs the tests */
  protected readonly user: { readonly uid?: number; readonly gid?: number } = {};

  /** Starts the server and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(this.path("log"), "a");
    this.guard = spawn("/bin/sh", ["-c", GUARD, "guard", this.folder, this.signal, ...this.command], {
      ...this.user,
      cwd: "/",
      detached: true,
      stdio: ["pipe", log, log],
    });
    closeSync(log);
    const deadline = Date.now() + START_SECONDS * 1000;
    while (!this.answers()) {
      if (Date.now() > deadline) throw new Error(`${this.command[0]} does not start: ${this.log()}`);
      await sleep(50);
    }
  }

  /** Stops the server and keeps its data. */
  async stop(): Promise<void> {
    const guard = this.guard;
    if (!guard) return;
    this.guard = undefined;
    const ended = new Promise((resolve) => guard.once("exit", resolve));
    guard.stdin!.end("keep\n");
    await ended;
  }

  /** Stops the server and removes its folder. */
  async clear(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** What the server has logged. */
  log(): string {
    return readFileSync(this.path("log"), "utf8");
  }

  /** Where a file of the server is. */
  protected path(name: string): string {
    return join(this.folder, name);
  }
}
