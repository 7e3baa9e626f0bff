import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { App, TerraformStack } from "cdktf";
import { isKnownCdktf } from "./known";

interface TokenMap {
  readonly stringTokenMap: Map<unknown, unknown>;
  readonly numberTokenMap: Map<unknown, unknown>;
}

/**
 * Synthesizes the stacks of each environment as soon as they are made, and forgets them: a thousand environments need the
 * memory of one, and of their manifest. The files are in a folder of their own until all of them are there, so that an
 * error in the last environment leaves what was synthesized before as it was.
 */
export class EarlySynthesis {
  private readonly unfinished: string;

  constructor(private readonly app: App) {
    this.unfinished = join(app.outdir, `.unfinished-${process.pid}`);
  }

  /** Has stacks made, writes them and forgets them. */
  readonly eachEnvironment = (make: () => readonly TerraformStack[]): void => {
    if (!isKnownCdktf()) {
      make();
      return;
    }
    const before = tokenMaps().map(({ size }) => size);
    const stacks = make();
    mkdirSync(join(this.unfinished, "stacks"), { recursive: true });
    for (const stack of stacks) {
      stack.prepareStack();
      const { manifest, skipValidation } = this.app;
      stack.synthesizer.synthesize({ outdir: this.unfinished, manifest, skipValidation });
      this.app.node.tryRemoveChild(stack.node.id);
    }
    // launcher/synth.js saves what V8 has compiled so far.
    (process as NodeJS.EventEmitter).emit("environmentSynthesized");
    // CDKTF keeps each token there ever was, and by it its stack.
    for (const [index, tokens] of tokenMaps().entries()) removeAfter(tokens, before[index]!);
  };

  /** Synthesizes what is left, and puts all files in their places. */
  finish(): void {
    const [made, own] = [this.unfinished, this.app.outdir].map((folder) => join(folder, "stacks")) as [string, string];
    if (existsSync(made)) mkdirSync(own, { recursive: true });
    // Most folders of stacks can be put in their places whole: to make hundreds anew would be a tenth of the CPU time.
    for (const name of foldersIn(made)) {
      if (!existsSync(join(own, name))) renameSync(join(made, name), join(own, name));
    }
    for (const file of filesIn(this.unfinished)) {
      const place = join(this.app.outdir, file);
      mkdirSync(dirname(place), { recursive: true });
      renameSync(join(this.unfinished, file), place);
    }
    this.remove();
    this.app.synth();
  }

  /** Removes what is not finished. */
  remove(): void {
    rmSync(this.unfinished, { recursive: true, force: true });
  }
}

function tokenMaps(): Map<unknown, unknown>[] {
  const tokens = Reflect.get(globalThis, "__cdktfTokenMap") as TokenMap | undefined;
  return tokens ? [tokens.stringTokenMap, tokens.numberTokenMap] : [];
}

/** Removes all entries of a map but those that were there first. */
function removeAfter(map: Map<unknown, unknown>, count = 0): void {
  for (const [index, key] of [...map.keys()].entries()) if (index >= count) map.delete(key);
}

/** Names of the folders in a folder; none if there is no folder. */
function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Paths of all files in a folder, from there on; none if there is no folder. */
function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}
