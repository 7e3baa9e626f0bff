import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../base/json";
import type { Stack } from "../base/synthesize";
import { UserError } from "../base/user-error";
import { forgetAll } from "../orphans/import-file";
import { INTERRUPTED } from "../process/on-interrupt";
import { Interrupted } from "../process/processes";
import { ERRORED_STATE } from "../terraform/errored-state";
import type { Plan } from "../terraform/plan";
import { TerraformError } from "../terraform/terraform";
import { ApplyNote, inDoubt } from "../terraform/unsure-apply";
import { type ChangeSummary, counts, losses, summarize } from "./change-summary";
import { type Closing, closingWords, type LayerOutcome } from "./closing-words";
import { commandLine } from "./command-line";
import { afterCut, afterDoubt, remedy } from "./remedy";
import type { Site, Workplace } from "./workplace";

/** A plan that was saved, and what is in it. */
export interface SavedPlan {
  readonly site: Site;
  readonly file: string;
  readonly summary: ChangeSummary;
}

/** One run over the layers: it keeps what became of each, and says so in the end, however it ends. */
export class Course {
  private readonly outcomes = new Map<string, LayerOutcome>();

  constructor(
    private readonly place: Workplace,
    private readonly verb: Closing["verb"],
  ) {
    for (const { name } of place.stacks) this.keep(name, "not begun");
  }

  /** Notes what became of a layer. */
  keep(stack: string, became: LayerOutcome["became"], note?: string): void {
    this.outcomes.set(stack, { stack, became, note });
  }

  /** Plans a layer into a file, and shows what is in it. Returns nothing if there is nothing to do. */
  async plan(stack: Stack, ...args: string[]): Promise<SavedPlan | undefined> {
    this.place.goesOn();
    const { reporter } = this.place;
    const site = await this.place.site(stack);
    const { terraform } = site;
    const file = join(stack.folder, `${this.verb}.tfplan`);
    return await this.telling(site, async () => {
      const plan = await reporter.during(`${stack.name}: planning`, async () => {
        await terraform.init("-reconfigure");
        return (await terraform.plan(file, ...args))
          ? parseJson<Plan>(await terraform.showPlan(file), "What `terraform show -json` prints")
          : undefined;
      });
      if (!plan) {
        rmSync(file, { force: true });
        this.keep(stack.name, "unchanged");
        if (this.verb === "deploy") forgetAll(this.place.root, stack.name);
        reporter.say(`${stack.name}: nothing to do`);
        return undefined;
      }
      const summary = summarize(plan);
      for (const line of [counts(summary), ...losses(summary)]) reporter.say(`${stack.name}: ${line}`);
      return { site, file, summary };
    });
  }

  /** Applies the plan that was shown. */
  async apply({ site, file, summary }: SavedPlan): Promise<void> {
    this.place.goesOn();
    const { stack, terraform } = site;
    this.keep(stack.name, "begun");
    const note = new ApplyNote(this.place.root, stack.name);
    if (this.verb === "deploy") note.begin();
    try {
      await this.telling(site, () =>
        this.place.reporter.during(`${stack.name}: ${this.verb === "destroy" ? "destroying" : "applying"}`, () =>
          terraform.apply(file),
        ),
      );
    } catch (error) {
      if (error instanceof Interrupted || (error instanceof Failed && !error.isUnsure)) note.end();
      throw error;
    }
    note.end();
    rmSync(file, { force: true });
    forgetAll(this.place.root, stack.name);
    this.keep(stack.name, "done", counts(summary, "after"));
  }

  /** Does the work, and says in the end what holds and how to go on. Sets the exit code. */
  async run(work: () => Promise<void>): Promise<void> {
    let failure: unknown;
    try {
      await work();
    } catch (error) {
      failure = error;
    }
    const unfinished = [...this.outcomes.values()].some(({ became }) => became.endsWith("begun"));
    const interrupted = unfinished && (this.place.interruption.asked || failure instanceof Interrupted);
    if (failure !== undefined && !(failure instanceof Interrupted)) {
      if (!(failure instanceof UserError)) throw failure;
      if (!(interrupted && failure instanceof Failed && failure.orderly)) console.error(`\n${failure.message}\n`);
    }
    console.log(this.closing(interrupted, failure));
    if (interrupted) process.exitCode = INTERRUPTED;
    else if (failure instanceof UserError) process.exitCode = failure.exitCode;
  }

  private closing(interrupted: boolean, failure: unknown): string {
    const errored = this.place.stacks
      .map(({ folder }) => join(folder, ERRORED_STATE))
      .filter((file) => existsSync(file))
      .map((file) => this.place.path(file));
    return closingWords({
      verb: this.verb,
      layers: [...this.outcomes.values()],
      interrupted,
      failed: failure !== undefined && !(failure instanceof Interrupted),
      errored,
      orderly: !(failure instanceof Failed) || failure.orderly,
      inDoubt: failure instanceof Failed && failure.orderly ? failure.inDoubt : this.place.reporter.inProgress,
      remedies: failure instanceof Failed ? failure.remedies : [],
      command: commandLine(),
    });
  }

  /** Adds to a failure of Terraform what to do about it. */
  private async telling<T>(site: Site, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TerraformError)) throw error;
      const { stack, environment } = site;
      const subject = { stack: stack.name, environment };
      const { insisted } = this.place.lasting;
      const doubt = this.verb === "deploy" ? inDoubt(error.diagnostics) : [];
      const words = insisted ? afterCut(subject) : remedy(error, subject);
      throw new Failed(error, !insisted, doubt, [words ?? [], doubt.length > 0 ? afterDoubt(subject) : []].flat());
    }
  }
}

/** Terraform has failed, and perhaps it is known what to do. */
export class Failed extends UserError {
  override name = "Failed";
  /** It has ended by itself. */
  readonly orderly: boolean;
  /** Something may be in AWS and in no state. */
  readonly isUnsure: boolean;

  constructor(
    override readonly cause: TerraformError,
    orderly: boolean,
    readonly inDoubt: readonly string[],
    readonly remedies: readonly string[],
  ) {
    super(cause.message);
    this.orderly = orderly && cause.signal === undefined;
    this.isUnsure = !this.orderly || inDoubt.length > 0;
  }
}
