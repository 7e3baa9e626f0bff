import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchmarkError } from "../benchmark-error";
import { withCdktn } from "./cdktn";
import { differing, readOutput } from "./output";
import { checkout, forget, Tree } from "./tree";
import { VARIANTS, type Variant } from "./variants";

export interface CompareOptions {
  /** Each program reads the manifests of its own tree. @default - both read those of the commit */
  readonly ownManifests?: boolean;
}

/** Lines of differences that are shown of each variant. */
const SHOWN = 10;

/** Compares what the program of a commit synthesizes with what that of another one does, or of this work tree. */
export function compare(root: string, reference: string, other: string | undefined, options: CompareOptions): void {
  inFolder((folder) => {
    const [commit, second] = [join(folder, "commit"), join(folder, "other")];
    try {
      const before = checkout(root, reference, commit);
      const after = other === undefined ? new Tree(root) : checkout(root, other, second);
      const manifestsOf = (tree: Tree) => (options.ownManifests ? tree : before).folder;
      compareTrees(before, after, { folder, manifestsOf });
    } finally {
      forget(root, commit);
      if (other !== undefined) forget(root, second);
    }
  });
}

/** Compares what this work tree synthesizes with what it does with cdktf's successor. */
export function compareCdktn(root: string): void {
  inFolder((folder) => {
    const after = withCdktn(root, join(folder, "cdktn"));
    compareTrees(new Tree(root), after, { folder, manifestsOf: () => root });
  });
}

interface Comparison {
  /** Folder for outputs. */
  readonly folder: string;
  /** Folder of the manifests that the program of a tree reads. */
  readonly manifestsOf: (tree: Tree) => string;
}

function compareTrees(before: Tree, after: Tree, { folder, manifestsOf }: Comparison): void {
  const synthesize = (tree: Tree, { project, variables }: Variant) => {
    const output = join(folder, "output");
    const manifests = join(manifestsOf(tree), project);
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
  if (found > 0) throw new BenchmarkError(`${found} synthesized files are not the same.`);
}

/** Calls a function with a temporary folder. */
function inFolder(call: (folder: string) => void): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "drydock-compare-")));
  // Ctrl-C ends the program that runs, which ends this one after it has cleaned up.
  process.once("SIGINT", () => {});
  try {
    call(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
