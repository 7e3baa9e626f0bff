import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { quoted } from "../deploy/command-line";
import { afterCut } from "../deploy/remedy";
import { endWithoutTerminal } from "../process/gone-terminal";
import { isAlive } from "../process/lock";
import { HUNG_UP, INTERRUPTED, TOGETHER } from "../process/on-interrupt";
import { environmentOf } from "./environment-of";
import { PROJECT, REAL_TERRAFORM, SESSIONS, type Session, Sessions } from "./sessions";

/** The project that this program belongs to; it was compiled into `build/commands/cdktf`. */
const OWN = join(__dirname, "..", "..", "..");

/** What cdktf starts in place of Terraform. */
export const TERRAFORM = join(OWN, "commands", "cdktf", "terraform.js");

/** Milliseconds between two looks at who still works. */
const PERIOD = 100;

/** Milliseconds that a session takes to be noted. */
const START = 300;

/** Runs cdktf's own program, and does not end before every Terraform that it has started. */
export async function main(args = process.argv.slice(2)): Promise<void> {
  if (process.platform === "win32") {
    console.error("Drydock needs Linux or macOS: on Windows, use it in WSL (https://learn.microsoft.com/windows/wsl).");
    process.exitCode = 1;
    return;
  }
  endWithoutTerminal();
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.exitCode = await new Launch(args).run();
}

class Launch {
  private readonly sessions = new Sessions(join(process.cwd(), ".drydock", "cdktf", String(process.pid)));
  private interrupts = 0;
  private hungUp = false;
  private last = Number.NEGATIVE_INFINITY;
  private ended = false;
  private child?: number;

  constructor(private readonly args: readonly string[]) {}

  async run(): Promise<number> {
    this.sessions.begin();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => this.interrupt());
    // Who has closed the terminal has not asked Terraform to leave anything half done.
    process.on("SIGHUP", () => {
      this.hungUp = true;
    });
    const code = await this.cdktf();
    this.ended = true;
    await this.waitForTerraform();
    const notes = this.lastMessage();
    if (notes.length > 0) console.error(notes.join("\n"));
    this.sessions.end();
    if (this.interrupts > 0) return INTERRUPTED;
    return this.hungUp ? HUNG_UP : code;
  }

  private cdktf(): Promise<number> {
    const program = join(OWN, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
    const { TERRAFORM_BINARY_NAME: real, ...variables } = process.env;
    const env = {
      ...variables,
      ...(real && real !== TERRAFORM && { [REAL_TERRAFORM]: real }),
      TERRAFORM_BINARY_NAME: TERRAFORM,
      [SESSIONS]: this.sessions.folder,
      [PROJECT]: process.cwd(),
    };
    const child = spawn(process.execPath, [program, ...this.args], { env, stdio: "inherit" });
    this.child = child.pid;
    return new Promise((resolve) => {
      child.once("error", () => resolve(1));
      child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
    });
  }

  /**
   * A typed Ctrl-C has reached cdktf, too; a signal to us alone has not. Either way each Terraform is asked to stop, and
   * takes that only once; where none works, cdktf itself is to end.
   */
  private interrupt(): void {
    const now = Date.now();
    const again = now - this.last < TOGETHER;
    this.last = now;
    if (again) return;
    this.interrupts += 1;
    const open = this.sessions.open();
    if (this.ended && this.interrupts > 2) this.leave(open);
    else if (this.ended && this.interrupts > 1) console.error(explanation(open));
    else for (const { pid } of open) send(pid, "SIGINT");
    if (open.length === 0 && !this.ended && this.child !== undefined) send(this.child, "SIGTERM");
  }

  private async waitForTerraform(): Promise<void> {
    // One that was started in cdktf's last moment is noted soon.
    await sleep(START);
    const open = this.sessions.open();
    if (open.length === 0) return;
    console.error(
      `cdktf has ended. Terraform still ends what it has begun in ${stacks(open)} and writes its state; that can take some minutes.`,
    );
    while (this.sessions.open().length > 0) await sleep(PERIOD);
  }

  private leave(open: readonly Session[]): void {
    const who = open.map(({ stack, terraform }) => `${stack} (process ${terraform})`).join(", ");
    console.error(`Terraform goes on without us in ${who}, and writes to .drydock/stacks/<stack>.log.`);
    process.exit(INTERRUPTED);
  }

  /** What holds, what to do first, and the command that goes on; nothing if there is nothing to say. */
  private lastMessage(): string[] {
    const sessions = this.sessions.all();
    const notes = [...new Set(sessions.flatMap((session) => this.words(session)))];
    if (notes.length === 0 || sessions.some(({ end }) => end?.goesOn)) return notes;
    return [...notes, `Go on with: npx cdktf ${this.args.map(quoted).join(" ")}`];
  }

  /** What is to be said of a session. */
  private words({ stack, command, pid, end }: Session): string[] {
    if (!end) return isAlive(pid) ? [] : [cutOff(stack), ...this.afterCut(stack)];
    if (end.signal) return [cutOff(stack), ...(end.advice ? [end.advice] : [])];
    if (end.advice) return [end.advice];
    if (this.interrupts === 0 || !["apply", "destroy"].includes(command)) return [];
    return [`Terraform has written the state of ${stack}: nothing is lost.`];
  }

  private afterCut(stack: string): string[] {
    const environment = environmentOf(process.cwd(), stack);
    return environment ? [afterCut({ stack, environment })] : [];
  }
}

function cutOff(stack: string): string {
  return `Terraform was cut off in ${stack}: what it did last may be in no state, and a lock may be left.`;
}

function explanation(open: readonly Session[]): string {
  return `Terraform was asked to stop once, and gets no second interrupt: it would give up, and what it makes in ${stacks(open)} would be in no state. Press Ctrl-C again to leave it to itself in the background; or wait.`;
}

function stacks(open: readonly Session[]): string {
  return open.map(({ stack }) => stack).join(", ");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
