import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { writeAtomically } from "../base/write-atomically";
import type { ChangeCounts } from "../terraform/plan";

/** How the rehearsal of one stack went. */
export interface StackResult extends ChangeCounts {
  readonly name: string;
  readonly layer: string;
  /** What a second plan would change right after the apply; it has to be nothing. */
  readonly secondPlanChanges: number;
  /** Those changes, one line each. */
  readonly secondPlan: readonly string[];
  /** Wall-clock time. */
  readonly seconds: number;
}

/** A promise and what was found against it. */
export interface PromiseResult {
  readonly promise: string;
  readonly findings: readonly string[];
}

/** A stack that was left out, and why. */
export interface Skipped {
  readonly stack: string;
  readonly reason: string;
}

/** A guarded stack that Terraform refused to destroy. */
export interface Refused {
  readonly stack: string;
  readonly resources: readonly string[];
}

/** What `summary.json` holds. */
export interface Summary {
  readonly ok: boolean;
  readonly system: string;
  readonly environment: string;
  /** Modules that were turned on with `--modules`. */
  readonly modules?: string;
  readonly stacks: readonly StackResult[];
  readonly promises: readonly PromiseResult[];
  readonly skipped: readonly Skipped[];
  /** Stacks that were destroyed and made again, with `--remake`. */
  readonly remade?: readonly string[];
  /** Stacks that were destroyed, with `--destroy`. */
  readonly destroyed?: readonly string[];
  /** Stacks that refused to be destroyed, with `--destroy`. */
  readonly refused?: readonly Refused[];
  /** Why it is not ok. */
  readonly failure?: string;
}

/** The JSON files that each layer leaves behind. */
export type ResultFile = "plan" | "state" | "second-plan";

/** The folder of results of one environment, `.rehearsal/<system>-<environment>`, or of a layer that several share. */
export class Results {
  constructor(readonly folder: string) {}

  /** Removes what an earlier rehearsal has left. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  writeSummary(summary: Summary): void {
    writeAtomically(join(this.folder, "summary.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
  }

  write(layer: string, file: ResultFile, json: string): void {
    writeAtomically(join(this.folder, layer, `${file}.json`), json);
  }

  /** The file that gets what Terraform says about a layer. */
  log(layer: string): string {
    mkdirSync(join(this.folder, layer), { recursive: true });
    return join(this.folder, layer, "terraform.log");
  }

  /** Keeps a copy of a file or folder that is about to go, if it is there. */
  keep(path: string): void {
    if (existsSync(path)) cpSync(path, join(this.folder, basename(path)), { recursive: true });
  }

  /** Copies a layer's files from other results. */
  copyLayer(from: Results, layer: string): void {
    cpSync(join(from.folder, layer), join(this.folder, layer), { recursive: true });
  }
}
