import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { BenchmarkError } from "./benchmark-error";

/** A program that synthesizes. */
export interface Program {
  /** Script and its arguments. */
  readonly argv: readonly string[];
  /** Folder that it runs in. */
  readonly project: string;
  readonly environment?: Record<string, string>;
}

/** What a whole process has used, from its start to its end. */
export interface Usage {
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** Milliseconds of processor time, user and system together, as the operating system counts them. */
  readonly cpu: number;
  /** Peak of resident memory in MB (10⁶ bytes). */
  readonly memory: number;
}

/** Runs a program as a process of its own, into an empty output folder. */
export function measure({ argv, project, environment }: Program, output: string): Usage {
  rmSync(output, { recursive: true, force: true });
  const usage = join(project, "usage.json");
  const started = performance.now();
  const { status, signal, error, stderr } = spawnSync(
    process.execPath,
    ["--require", join(__dirname, "report-usage.js"), ...argv],
    {
      cwd: project,
      env: { ...process.env, DRYDOCK_ONLY: undefined, ...environment, CDKTF_OUTDIR: output, BENCH_USAGE: usage },
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    },
  );
  const wall = performance.now() - started;
  if (error) throw error;
  if (status !== 0) {
    throw new BenchmarkError(`${argv.join(" ")} ended with ${signal ?? `exit code ${status}`}\n${stderr}`.trimEnd());
  }
  // Times are in microseconds, memory in KiB (https://nodejs.org/docs/latest-v20.x/api/process.html#processresourceusage).
  const used = JSON.parse(readFileSync(usage, "utf8")) as NodeJS.ResourceUsage;
  return {
    wall,
    cpu: (used.userCPUTime + used.systemCPUTime) / 1000,
    memory: (used.maxRSS * 1024) / 1e6,
  };
}
