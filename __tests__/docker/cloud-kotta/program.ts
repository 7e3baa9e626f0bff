import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something holds; what does not within 60 s is an error. */
export async function eventually<T>(look: () => Promise<T | false | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited 60 s in vain until ${what}`);
    await sleep(50);
  }
}

/** A program of the image, running. */
export class Program {
  private printed = "";
  readonly ended: Promise<number | NodeJS.Signals>;

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (chunk) => {
        this.printed += chunk;
      });
    }
    this.ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve(code ?? signal ?? 0));
    });
  }

  /** Everything printed so far. */
  get output(): string {
    return this.printed;
  }

  /** Waits until it has printed something. */
  prints(text: string): Promise<boolean> {
    return eventually(async () => {
      if (this.child.exitCode !== null && !this.printed.includes(text)) throw new Error(this.printed);
      return this.printed.includes(text);
    }, `it prints "${text}":\n${this.printed}`);
  }
}
