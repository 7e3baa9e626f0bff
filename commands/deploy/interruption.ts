import type { LastingProcesses } from "../process/lasting-processes";
import { TOGETHER } from "../process/on-interrupt";
import type { Processes } from "../process/processes";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface InterruptionProps {
  /** What must finish: Terraform. */
  readonly lasting: LastingProcesses;
  /** What may end at any time. */
  readonly helpers: Processes;
  /** Addresses of the resources that are being made at the moment. */
  readonly inProgress: () => readonly string[];
  readonly say: (text: string) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/**
 * What Ctrl-C, SIGTERM and SIGHUP mean during a deploy: the first asks Terraform to stop, the second is explained, and
 * the third is obeyed.
 */
export class Interruption {
  private count = 0;
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly props: InterruptionProps) {}

  /** Whether somebody has asked to stop. */
  get asked(): boolean {
    return this.count > 0;
  }

  /** From now on, until our process ends, signals come here. */
  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.take(signal));
  }

  /** Takes one signal. */
  take(signal: NodeJS.Signals): void {
    const now = (this.props.now ?? Date.now)();
    const again = now - this.last < TOGETHER;
    this.last = now;
    // A terminal that is gone says so in several ways, and nobody reads an explanation any more.
    if (again || (signal === "SIGHUP" && this.asked)) return;
    this.count += 1;
    if (this.count === 1) this.stop();
    else if (!this.props.lasting.busy) return;
    else if (this.count === 2) this.props.say(explanation(this.props.inProgress()));
    else this.insist();
  }

  private stop(): void {
    const { lasting, helpers, inProgress, say } = this.props;
    if (lasting.busy) say(asked(inProgress()));
    lasting.interrupt();
    void helpers.stop();
  }

  private insist(): void {
    this.props.say("Terraform is told to give up.");
    this.props.lasting.insist();
  }
}

function asked(inProgress: readonly string[]): string {
  const what = inProgress.length > 0 ? ` what it has begun (${inProgress.join(", ")})` : "";
  return `Terraform is asked to stop: it ends${what || " what it has begun"}, writes its state and gives the lock back. That can take some minutes.`;
}

function explanation(inProgress: readonly string[]): string {
  const what = inProgress.length > 0 ? inProgress.join(", ") : "what it has begun";
  return `Terraform still ends ${what}. If it is told to give up now, that may exist in AWS and be in no state, and the lock may stay. Press Ctrl-C again to do so all the same; or wait.`;
}
