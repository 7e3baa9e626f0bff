import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { Benchmark, type Result } from "./benchmark";
import { BenchmarkError } from "./benchmark-error";
import { type CompareOptions, compare, compareCdktn } from "./compare/command";
import { verdicts } from "./goals";
import { WORK } from "./scaling/assumptions";
import { type ScalingOptions, scaling } from "./scaling/command";
import { table } from "./table";

interface Options {
  readonly runs: number;
  readonly environments: readonly number[];
  readonly json?: boolean;
}

const command = new Command("npm run bench --")
  .description(
    "Measures synthesis as whole processes, beside the same work in plain CDKTF. How to read it: bench/README.md",
  )
  .option("--runs <number>", "measured pairs of runs", count, 7)
  .option("--environments <list>", "numbers of SlideRule environments", counts, [1, 10, 100])
  .option("--json", "print the figures as JSON (milliseconds and MB)")
  .action((options: Options) => told(() => bench(options)));

/** Tells a person what they can mend, without a stack trace. */
function told(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof BenchmarkError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function bench({ runs, environments, json }: Options): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "drydock-bench-")));
  const say = (text: string) => json || console.log(`${text}\n`);
  // Ctrl-C ends the measured program, which ends this one after it has cleaned up.
  process.once("SIGINT", () => {});
  try {
    const benchmark = new Benchmark({ root: join(__dirname, "../.."), folder, runs });
    say(
      `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${runs} pairs of runs`,
    );
    const results = environments.map((number) => {
      const result = benchmark.besidePlain(number);
      say([show(result), ...verdicts(result).map((line) => `  ${line}`)].join("\n"));
      return result;
    });
    const oneOfMany = environments
      .filter((number) => number > 1)
      .slice(-1)
      .map((number) => benchmark.oneOfMany(number));
    for (const comparison of oneOfMany) say(table(comparison));
    if (json) console.log(JSON.stringify({ node: process.version, runs, results, oneOfMany }, undefined, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function show(result: Result): string {
  const [title, ...lines] = table(result).split("\n");
  return [`${title}, stacks: ${result.stacks}, resources: ${result.resources}`, ...lines].join("\n");
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Write a whole number from 1.");
  return number;
}

function counts(text: string): number[] {
  return text.split(",").map(count);
}

command
  .command("scaling")
  .description("Simulates how an environment follows its queues, with the policies as they are synthesized.")
  .option("--project <folder>", "project to synthesize", join(__dirname, "../.."))
  .option("--environment <name>", "<system>-<environment>", "cloud-kotta-prod")
  .option("--work <seconds>", "seconds of work for a job", count, WORK)
  .option("--out <folder>", "folder for the pictures", ".drydock/scaling")
  .action((options: ScalingOptions) => told(() => scaling(options)));

command
  .command("compare")
  .description("Proves that this work tree synthesizes what a commit does: every file, without cdktf's own metadata.")
  .argument("<commit>", "commit, branch or tag")
  .argument("[other]", "another one to compare it with, in place of this work tree")
  .option("--own-manifests", "each program reads the manifests of its own tree; otherwise both read the first one's")
  .action((commit: string, other: string | undefined, options: CompareOptions) =>
    told(() => compare(join(__dirname, "../.."), commit, other, options)),
  );

command
  .command("cdktn")
  .description("Proves that cdktf's successor, cdktn, compiles and synthesizes the same: in a copy with that package.")
  .action(() => told(() => compareCdktn(join(__dirname, "../.."))));

command.parse();
