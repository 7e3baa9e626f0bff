import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Summary } from "../../commands/rehearse/results";
import { ROOT } from "./installed";

const SETTINGS = "state: { bucket: tiny-states, table: tiny-locks, region: us-west-2 }\n";
const MANIFEST = `
system: tiny
region: us-west-2
network: { nat: none, flowLogs: false }
environments:
  test: { disposable: true }
`;

const MARK = "DRYDOCK_TEST_PROJECT";

/** A `drydock` that runs, or has run. */
export class Run {
  output = "";
  readonly exitCode: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout!, process.stderr!])
      stream.on("data", (chunk) => (this.output += String(chunk)));
    this.exitCode = new Promise((resolve) => process.once("close", (code) => resolve(code)));
  }
}

/** A project of its own with a small system, which uses this project's programs as they were built. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "drydock-project-"));

  constructor(app = "node build/main.js") {
    for (const name of ["node_modules", "build", "emulator", ".terraform-version"]) {
      symlinkSync(join(ROOT, name), join(this.folder, name));
    }
    writeFileSync(join(this.folder, "cdktf.json"), JSON.stringify({ language: "typescript", app }));
    writeFileSync(join(this.folder, "drydock.yaml"), SETTINGS);
    mkdirSync(join(this.folder, "deployments"));
    this.write(MANIFEST);
  }

  /** Writes the manifest of `tiny` anew. */
  write(manifest: string): void {
    writeFileSync(join(this.folder, "deployments", "tiny.yaml"), manifest);
  }

  /** Starts `drydock` with some arguments. */
  drydock(args: readonly string[], variables: Record<string, string> = {}): Run {
    const program = join(this.folder, "build", "commands", "drydock.js");
    return this.start([process.execPath, program, ...args], { ...process.env, ...variables });
  }

  /** Starts a program in the project, in a process group of its own, with these variables and a mark. */
  start([file, ...args]: readonly string[], variables: NodeJS.ProcessEnv): Run {
    const env = { ...variables, [MARK]: this.folder };
    return new Run(spawn(file!, args, { cwd: this.folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] }));
  }

  /** The summary of `tiny-test`. */
  summary(): Summary {
    return JSON.parse(readFileSync(join(this.folder, ".rehearsal", "tiny-test", "summary.json"), "utf8")) as Summary;
  }

  /** The processes that were started by `drydock` here and are still there: all of them inherit a mark. */
  async processes(): Promise<string[]> {
    const mark = `${MARK}=${this.folder}`;
    // Tests ask again and again, and `ps` takes 15 times as long; where there is no /proc, it has to do.
    if (existsSync("/proc/self/environ")) return processesWith(mark);
    const { stdout } = await promisify(execFile)("ps", ["axeww", "-o", "command="], { maxBuffer: 100_000_000 });
    return stdout.split("\n").filter((line) => line.includes(mark));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The command lines of processes with this among their environment variables (`man 5 proc_pid_environ`). */
function processesWith(variable: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      return variables.includes(variable)
        ? [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()]
        : [];
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return [];
    }
  });
}
