import { appendFileSync } from "node:fs";
import { UserError } from "../base/user-error";
import type { Command, Outcome, Variables } from "../process/processes";
import { type Diagnostic, formatDiagnostic, type Message, parseMessage } from "./diagnostic";

export interface TerraformProps {
  /** Name of the stack, for messages. */
  readonly stack: string;
  /** Folder with the stack's configuration. */
  readonly folder: string;
  readonly variables: Variables;
  /** What runs it. */
  readonly processes: { run(command: Command): Promise<Outcome> };
  /** File that gets what Terraform says. */
  readonly log: string;
  /** Called with Terraform's own words when a resource is begun, waited for or finished. */
  readonly onProgress?: (text: string, message: Message) => void;
}

/** Terraform has ended with errors. */
export class TerraformError extends UserError {
  override name = "TerraformError";

  constructor(
    stack: string,
    command: string,
    readonly diagnostics: readonly Diagnostic[],
    readonly outcome: Outcome,
  ) {
    const { signal } = outcome;
    const stderr = outcome.stderr.trim();
    const errors = [
      ...diagnostics.map(formatDiagnostic),
      ...(stderr ? [stderr] : []),
      ...(signal ? [`Terraform was ended by the signal ${signal}.`] : []),
    ];
    const reason = errors.join("\n\n") || `it gave no reason (exit code ${outcome.exitCode})`;
    super(`terraform ${command} failed in ${stack}:\n${reason}`);
  }

  /** The signal that has ended Terraform before it could end by itself. */
  get signal(): NodeJS.Signals | undefined {
    return this.outcome.signal;
  }
}

const PROGRESS = ["apply_start", "apply_progress", "apply_complete", "apply_errored"];

/** Terraform in the folder of one stack. */
export class Terraform {
  constructor(private readonly props: TerraformProps) {}

  async init(...args: string[]): Promise<void> {
    const outcome = await this.run(["init", "-no-color", ...args]);
    this.note(outcome.stdout);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "init", [], outcome);
  }

  /** Plans into a file; says whether there is anything to do. */
  async plan(file: string, ...args: string[]): Promise<boolean> {
    const outcome = await this.runJson("plan", `-out=${file}`, "-detailed-exitcode", ...args);
    return outcome.exitCode === 2;
  }

  /** Does what a plan file says. */
  async apply(file: string): Promise<void> {
    await this.runJson("apply", file);
  }

  /** Destroys everything in the state, without asking. */
  async destroy(): Promise<void> {
    await this.runJson("destroy", "-auto-approve");
  }

  /** The state in the backend, as it is kept there; empty if there is none. */
  async pullState(): Promise<string> {
    const outcome = await this.run(["state", "pull"]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "state pull", [], outcome);
    return outcome.stdout.trim();
  }

  /** Addresses of what the state manages; it is not asked what each is, for which the provider would have to start. */
  async listState(): Promise<string[]> {
    const outcome = await this.run(["state", "list"]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "state list", [], outcome);
    return outcome.stdout.split("\n").filter((address) => address !== "" && !/^(module\..+\.)?data\./.test(address));
  }

  /** Writes a state that could not be written before to the backend; Terraform refuses one of another stack and an older one. */
  async pushState(file: string): Promise<void> {
    const outcome = await this.run(["state", "push", file]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "state push", [], outcome);
  }

  /** A plan file in words. */
  async describePlan(file: string): Promise<string> {
    const outcome = await this.run(["show", "-no-color", file]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "show", [], outcome);
    return outcome.stdout;
  }

  /** Keeps a resource whose creation was interrupted, instead of making it again. */
  async untaint(address: string): Promise<void> {
    const outcome = await this.run(["untaint", "-no-color", address]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "untaint", [], outcome);
  }

  /** A plan file as JSON. */
  showPlan(file: string): Promise<string> {
    return this.show(file);
  }

  /** The state as JSON. */
  showState(): Promise<string> {
    return this.show();
  }

  private async show(...args: string[]): Promise<string> {
    const outcome = await this.run(["show", "-json", ...args]);
    if (outcome.exitCode !== 0) throw new TerraformError(this.props.stack, "show", [], outcome);
    return outcome.stdout;
  }

  private async runJson(command: string, ...args: string[]): Promise<Outcome> {
    const diagnostics: Diagnostic[] = [];
    const outcome = await this.run([command, "-json", ...args], (line) => {
      const message = parseMessage(line);
      this.note(`${message?.["@message"] ?? line}\n`);
      if (!message) return;
      if (message.diagnostic) this.keep(message.diagnostic, diagnostics);
      if (PROGRESS.includes(message.type)) this.props.onProgress?.(message["@message"], message);
    });
    const failed = outcome.exitCode !== 0 && !(command === "plan" && outcome.exitCode === 2);
    if (failed) throw new TerraformError(this.props.stack, command, diagnostics, outcome);
    return outcome;
  }

  private keep(diagnostic: Diagnostic, errors: Diagnostic[]): void {
    if (diagnostic.severity !== "error") return;
    errors.push(diagnostic);
    this.note(`${formatDiagnostic(diagnostic)}\n`);
  }

  private run(args: string[], onLine?: (line: string) => void): Promise<Outcome> {
    const { folder, variables, processes } = this.props;
    this.note(`\n$ terraform ${args.join(" ")}\n`);
    return processes.run({ file: "terraform", args, folder, variables, onLine });
  }

  private note(text: string): void {
    appendFileSync(this.props.log, text);
  }
}
