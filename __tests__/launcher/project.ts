import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");

/** What a run has printed, and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** A small project with the real launcher, compilers and settings. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "drydock-launcher-")));
  readonly caches = join(this.folder, "caches");

  constructor(sources: Record<string, string>) {
    cpSync(join(ROOT, "launcher"), join(this.folder, "launcher"), { recursive: true });
    for (const name of ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.app.json"]) {
      cpSync(join(ROOT, name), join(this.folder, name));
    }
    mkdirSync(join(this.folder, "node_modules", "tiny"), { recursive: true });
    for (const name of readdirSync(join(ROOT, "node_modules"))) {
      symlinkSync(join(ROOT, "node_modules", name), join(this.folder, "node_modules", name));
    }
    for (const [name, text] of Object.entries(sources)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** Files of compiled programs, with the times that they were written at. */
  compiled(folder = join(this.folder, "build", "synth")): string[] {
    return readdirSync(folder).sort();
  }

  record(): string {
    return readFileSync(join(this.folder, "build", "synth", "record.json"), "utf8");
  }

  /** Takes the compilers away: whoever needs them fails. */
  withoutCompilers(): void {
    for (const name of ["typescript", "esbuild", "@swc"]) rmSync(join(this.folder, "node_modules", name));
  }

  async run(variables: Record<string, string> = {}): Promise<Outcome> {
    const child: ChildProcess = spawn(process.execPath, ["launcher/synth.js"], {
      cwd: this.folder,
      env: { ...process.env, XDG_CACHE_HOME: this.caches, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (output += String(chunk)));
    const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { status, output };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until what was written is old enough to be trusted: a file's time may lag behind the clock. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
