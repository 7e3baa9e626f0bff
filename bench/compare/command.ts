import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchmarkError } from "../benchmark-error";
import { differing, readOutput } from "./output";
import { checkout, forget, Tree } from "./tree";
import { VARIANTS, type Variant } from "./variants";

export interface CompareOptions {
  /** Each program reads the manifests of its own tree. @default - both read those of the commit */
  readonly ownManifests?: boolean;
}

/** Lines of differences that are shown of each variant. */
const SHOWN = 10;

/** Synthesizes everything with the program of a commit and with that of this work tree, and compares what they write. */
export function compare(root: string, reference: string, { ownManifests }: CompareOptions): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "drydock-compare-")));
  const commit = join(folder, "commit");
  // Ctrl-C ends the program that runs, which ends this one after it has cleaned up.
  process.once("SIGINT", () => {});
  try {
    const before = checkout(root, reference, commit);
    const after = new Tree(root);
    const synthesize = (tree: Tree, { project, variables }: Variant) => {
      const output = join(folder, "output");
      const manifests = join(ownManifests ? tree.folder : commit, project);
      rmSync(output, { recursive: true, force: true });
      tree.synthesize(manifests, output, variables);
      return readOutput(output, manifests);
    };
    let found = 0;
    for (const variant of VARIANTS) {
      const expected = synthesize(before, variant);
      const lines = differing(expected, synthesize(after, variant));
      found += lines.length;
      console.log(`${variant.name}: ${lines.length === 0 ? `equal, ${expected.size} files` : "DIFFERENT"}`);
      for (const line of lines.slice(0, SHOWN)) console.log(`- ${line}`);
      if (lines.length > SHOWN) console.log(`  … and ${lines.length - SHOWN} more files`);
    }
    if (found > 0) throw new BenchmarkError(`${found} synthesized files are not what ${reference} makes.`);
  } finally {
    forget(root, commit);
    rmSync(folder, { recursive: true, force: true });
  }
}
