import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Records its call with its process id; fails, or stays until SIGTERM, when the call is the one it was told. */
const STAND_IN = `#!/bin/sh
call="$(basename "$0")\${*:+ }$*"
[ "$call" != "$HANG" ] || {
  # Ready for the signal before anybody sees the call, and sends it.
  sleep 30 &
  trap 'echo "$$ SIGTERM" >> "$CALLS"; kill "$!"; exit 0' TERM
}
echo "$$ $call" >> "$CALLS"
[ "$call" != "$FAIL" ] || { echo "stand-in: $call fails" >&2; exit 7; }
[ "$call" != "$HANG" ] || wait "$!"
`;

/** What a finished or running entrypoint has done so far. */
export interface Run {
  /** The entrypoint's process. */
  readonly child: ChildProcess;
  /** Everything printed on stdout and stderr. */
  output(): string;
  /** The recorded calls, in order. */
  calls(): string[];
  /** Process ids of the recorded calls, in order. */
  pids(): number[];
  /** Resolves with the exit code, or with the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** What to change about a run. */
export interface RunOptions {
  /** The whole environment besides PATH. */
  readonly environment?: Record<string, string>;
  /** Arguments: the image's command. */
  readonly command?: readonly string[];
  /** The call that exits with 7. */
  readonly fail?: string;
  /** The call that stays until SIGTERM. */
  readonly hang?: string;
}

/** A folder with stand-ins for programs, in which entrypoints run for real. */
export class StandIns {
  readonly folder = mkdtempSync(join(tmpdir(), "entrypoint-"));
  private readonly running = new Set<ChildProcess>();

  constructor(...programs: string[]) {
    mkdirSync(join(this.folder, "bin"));
    mkdirSync(join(this.folder, "work"));
    for (const program of programs) {
      this.program(program, STAND_IN);
    }
  }

  /** Puts a program of its own text on the PATH. */
  program(name: string, text: string): void {
    const path = join(this.folder, "bin", name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  }

  /** The working directory of the runs. */
  get work(): string {
    return join(this.folder, "work");
  }

  /** Starts an entrypoint by its own shebang, with nothing of this process's environment. */
  run(entrypoint: string, { environment = {}, command = [], fail = "", hang = "" }: RunOptions = {}): Run {
    const callsFile = join(this.folder, `calls-${Math.random().toString(36).slice(2)}`);
    const child = spawn(entrypoint, command, {
      cwd: this.work,
      env: {
        PATH: `${join(this.folder, "bin")}:/usr/bin:/bin`,
        CALLS: callsFile,
        FAIL: fail,
        HANG: hang,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.running.add(child);
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    child.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    const lines = () =>
      existsSync(callsFile) ? readFileSync(callsFile, "utf8").split("\n").filter(Boolean).map(splitPid) : [];
    return {
      child,
      output: () => printed,
      calls: () => lines().map(([, call]) => call),
      pids: () => lines().map(([pid]) => pid),
      ended: new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("exit", (code, signal) => {
          this.running.delete(child);
          // A stand-in that hangs may hold the pipes open for longer than the entrypoint lives.
          setTimeout(() => resolve(code ?? signal ?? 0), 20);
        });
      }),
    };
  }

  /** Ends what still runs and removes the folder. */
  clear(): void {
    for (const child of this.running) {
      child.kill("SIGKILL");
    }
    rmSync(this.folder, { recursive: true });
  }
}

/** Waits until a condition holds; a condition that does not within 5 s is an error. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`waited 5 s in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function splitPid(line: string): [number, string] {
  const space = line.indexOf(" ");
  return [Number(line.slice(0, space)), line.slice(space + 1)];
}
