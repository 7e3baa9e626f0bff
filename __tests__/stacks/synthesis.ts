import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { builders } from "../../backup/builders";
import { format } from "../../language/diagnostics/diagnostic";
import { readDeployments } from "../../manifest/deployments";
import { addStacks } from "../../stacks/app";

/** What to synthesize. */
export interface Wish {
  readonly root: string;
  readonly only?: string;
  readonly modules?: string;
  readonly context?: Record<string, unknown>;
}

/** Synthesizes what a folder's manifests say, as `cdktf synth` does, and gives the JSON of its stacks by name. */
export function synthesizeNow({ root, only, modules, context }: Wish): Record<string, object> {
  const deployments = readDeployments(root, only, modules);
  if (deployments.diagnostics.length > 0) throw new Error(deployments.diagnostics.map(format).join("\n"));
  const outdir = mkdtempSync(join(tmpdir(), "drydock-synth-"));
  try {
    const app = new App({ outdir, context });
    addStacks(app, { root, ...deployments, builders });
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    return Object.fromEntries(
      Object.keys(stacks).map((name) => {
        const path = join(outdir, stacks[name].synthesizedStackPath);
        return [name, JSON.parse(readFileSync(path, "utf8"))];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
