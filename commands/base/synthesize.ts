import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Processes, Variables } from "../process/processes";
import { parseJson } from "./json";
import { UserError } from "./user-error";

/** A synthesized stack. */
export interface Stack {
  readonly name: string;
  /** Folder with its `cdk.tf.json`. */
  readonly folder: string;
  /** Names of the stacks that must be there before it. */
  readonly dependencies: readonly string[];
}

export interface SynthesizeProps {
  /** Folder of the project. */
  readonly root: string;
  /** Folder to write to. */
  readonly output: string;
  /** Environments to synthesize, as globs; all if there are none. */
  readonly only: readonly string[];
  /** Modules to turn on, or `all`, as a list separated by commas. @default - those that the environments have on */
  readonly modules?: string;
  readonly processes: Processes;
  readonly variables: Variables;
}

interface Manifest {
  readonly stacks: Record<
    string,
    { readonly name: string; readonly workingDirectory: string; readonly dependencies: string[] }
  >;
}

/** Runs the app of `cdktf.json`, as `cdktf synth` does. Returns the stacks, each after those that it depends on. */
export async function synthesize(props: SynthesizeProps): Promise<Stack[]> {
  const { root, output, only, modules, processes } = props;
  const { app } = parseJson<{ app: string }>(readFileSync(join(root, "cdktf.json"), "utf8"), "cdktf.json");
  // The app makes its folder, but not the ones above it.
  mkdirSync(output, { recursive: true });
  const outcome = await processes.run({
    file: "/bin/sh",
    args: ["-c", app],
    folder: root,
    variables: {
      ...props.variables,
      CDKTF_OUTDIR: output,
      DRYDOCK_ONLY: only.join(",") || undefined,
      DRYDOCK_MODULES: modules,
    },
  });
  if (outcome.exitCode !== 0) {
    throw new UserError(`The stacks could not be synthesized (${app}):\n${outcome.stdout}${outcome.stderr}`.trimEnd());
  }
  const manifest = parseJson<Manifest>(readFileSync(join(output, "manifest.json"), "utf8"), "cdktf's manifest.json");
  const stacks = Object.values(manifest.stacks).map(({ name, workingDirectory, dependencies }) => ({
    name,
    folder: join(output, workingDirectory),
    dependencies,
  }));
  return inOrder(stacks);
}

/** The stacks, each after those that it depends on; otherwise in the order given. */
export function inOrder(stacks: readonly Stack[]): Stack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<Stack>();
  const visit = (stack: Stack): void => {
    for (const name of stack.dependencies) {
      const dependency = byName.get(name);
      if (dependency && !ordered.has(dependency)) visit(dependency);
    }
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}
