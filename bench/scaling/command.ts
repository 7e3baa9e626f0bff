import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchmarkError } from "../benchmark-error";
import { readStacks } from "../synthesized";
import { ASSUMPTIONS } from "./assumptions";
import { picture } from "./picture";
import { type Layers, poolsOf } from "./pools";
import { report } from "./report";
import { simulate } from "./simulation";
import { traces } from "./traces";

export interface ScalingOptions {
  /** Folder of the project. */
  readonly project: string;
  /** `<system>-<environment>`. */
  readonly environment: string;
  /** Seconds that a task works on a job. */
  readonly work: number;
  /** Folder for the pictures. */
  readonly out: string;
}

/** Simulates every pool of an environment, prints what was found and draws a picture of each. */
export function scaling({ project, environment, work, out }: ScalingOptions): void {
  const pools = poolsOf(synthesized(project, environment));
  if (pools.length === 0) throw new BenchmarkError(`No service of ${environment} scales by a queue.`);
  mkdirSync(out, { recursive: true });
  for (const pool of pools) {
    const runs = traces(work, pool.queue).map((trace) => simulate(pool, trace, ASSUMPTIONS));
    const file = join(out, `${environment}-${pool.service}.svg`);
    writeFileSync(file, picture(`${environment} ${pool.service}`, runs));
    console.log(`${pool.service}, ${pool.min} to ${pool.max} tasks: ${file}\n${report(runs)}\n`);
  }
}

function synthesized(project: string, environment: string): Layers {
  const output = mkdtempSync(join(tmpdir(), "drydock-scaling-"));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(__dirname, "../../../launcher/synth.js")], {
      cwd: project,
      env: { ...process.env, CDKTF_OUTDIR: output, DRYDOCK_ONLY: environment },
      encoding: "utf8",
    });
    if (status !== 0) throw new BenchmarkError(stderr.trim());
    const stacks = readStacks(output);
    const [service, data] = [stacks[`${environment}-service`], stacks[`${environment}-data`]];
    if (!service || !data) throw new BenchmarkError(`There is no environment ${environment}.`);
    return { service, data };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
