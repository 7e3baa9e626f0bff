import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MARK = "DRYDOCK_DRILL";
const ROOT = process.cwd();

/** What `npx` starts. */
const PROGRAMS: Readonly<Record<string, string>> = {
  drydock: join(ROOT, "build", "commands", "drydock.js"),
  cdktf: join(ROOT, "commands", "cdktf", "launch.js"),
};

/** A `drydock` or a `cdktf` that runs, with all that it has started. */
export class Program {
  output = "";
  readonly ended: Promise<number>;
  private readonly child: ChildProcess;

  /**
   * @param folder Folder of the project, by which its processes are told from others.
   * @param words The name of the program, and its arguments.
   * @param terminal Whether it has a terminal of its own.
   */
  constructor(
    private readonly folder: string,
    words: readonly string[],
    variables: NodeJS.ProcessEnv,
    terminal = false,
  ) {
    const [name = "", ...args] = words;
    const program = PROGRAMS[name];
    if (program === undefined) throw new Error(`The message names ${words.join(" ")}, which is no program of ours.`);
    const typed = [process.execPath, program, ...args];
    const [file, ...rest] = terminal ? ["python3", join(ROOT, "__tests__", "drills", "terminal.py"), ...typed] : typed;
    this.child = spawn(file!, rest, {
      cwd: folder,
      env: { ...variables, [MARK]: folder },
      detached: true,
      stdio: [terminal ? "pipe" : "ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on("data", (data) => {
        this.output += String(data);
      });
    }
    this.child.stdin?.on("error", () => {});
    this.ended = new Promise((resolve) => this.child.once("exit", (code) => resolve(code ?? -1)));
  }

  /** A signal to the process alone. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** A signal to the group, as CI and shells send it. */
  signalGroup(name: NodeJS.Signals): void {
    process.kill(-this.child.pid!, name);
  }

  /** `c` types Ctrl-C in its terminal, `h` closes it. */
  order(letter: "c" | "h"): void {
    this.child.stdin!.write(letter);
  }

  /** Kills what it has started at once: all of it, or what is called so. */
  killAll(name?: string): void {
    for (const { pid, command } of this.processes()) {
      if (name === undefined || command === name) process.kill(pid, "SIGKILL");
    }
  }

  /** Waits until nothing of it runs any more; says whether that came. */
  async gone(seconds: number): Promise<boolean> {
    for (let waited = 0; waited < seconds; waited += 0.2) {
      if (this.processes().length === 0) return true;
      await sleep(200);
    }
    return false;
  }

  /** Everything that runs with its mark. */
  processes(): { pid: number; command: string }[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .flatMap((name) => {
        try {
          if (!readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(`${MARK}=${this.folder}`)) return [];
          return [{ pid: Number(name), command: readFileSync(`/proc/${name}/comm`, "utf8").trim() }];
        } catch {
          return [];
        }
      });
  }
}
