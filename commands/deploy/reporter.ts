import type { Message } from "../terraform/diagnostic";

/** Milliseconds of silence after which it is said that work goes on. */
const SILENCE = 15_000;

/** Says in plain lines what is being done, for terminals and logs alike. */
export class Reporter {
  private readonly begun = new Set<string>();
  private doing?: { readonly text: string; readonly since: number };
  private timer?: NodeJS.Timeout;

  constructor(private readonly write: (line: string) => void = (line) => console.log(line)) {}

  /** Addresses of the resources that are being made at the moment; after a failure, of those that it broke off. */
  get inProgress(): string[] {
    return [...this.begun];
  }

  say(line: string): void {
    this.write(line);
    this.timer?.refresh();
  }

  /** Does some work, and says from time to time that it is not over yet. */
  async during<T>(text: string, work: () => Promise<T>): Promise<T> {
    this.begun.clear();
    this.say(`${text} …`);
    this.doing = { text, since: performance.now() };
    this.timer = setInterval(() => this.remind(), SILENCE);
    try {
      return await work();
    } finally {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  /** Takes a message of Terraform about a resource. */
  resource(stack: string, text: string, { type, hook }: Message): void {
    // Data sources are read in a moment, and nothing is made.
    if (hook?.action === "read") return;
    const address = hook?.resource?.addr;
    if (address !== undefined) {
      if (type === "apply_start") this.begun.add(address);
      if (type === "apply_complete" || type === "apply_errored") this.begun.delete(address);
    }
    this.say(`${stack}: ${text}`);
  }

  private remind(): void {
    const { text, since } = this.doing!;
    const waits = this.begun.size > 0 ? `, waiting for ${this.inProgress.join(", ")}` : "";
    this.write(`${text} … ${Math.round((performance.now() - since) / 1000)} s${waits}`);
  }
}
