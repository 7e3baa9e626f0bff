import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { BenchmarkError } from "../benchmark-error";

/** Variables that choose what is synthesized and where to; only those of a variant count. */
const UNSET = ["DRYDOCK_ONLY", "DRYDOCK_MODULES", "DRYDOCK_LIVE", "SYNTH_HCL_OUTPUT", "CDKTF_CONTEXT_JSON"];

/** A folder with the project's sources and packages, whose program synthesizes. */
export class Tree {
  private isCompiled = false;

  constructor(readonly folder: string) {}

  /** Synthesizes a project's manifests into a folder. */
  synthesize(project: string, output: string, variables: Record<string, string>): void {
    if (!this.isCompiled) this.compile(output);
    this.run(this.program, project, output, variables);
  }

  /** The app of cdktf.json runs once in the tree itself, which compiles it. */
  private compile(output: string): void {
    this.run(this.app, this.folder, output, {});
    this.isCompiled = true;
  }

  private get app(): string {
    return (JSON.parse(readFileSync(join(this.folder, "cdktf.json"), "utf8")) as { app: string }).app;
  }

  /** The program alone, which can run in the folder of any project: it is the last that the app runs with `node`. */
  private get program(): string {
    const script = /(?:^|\s)node (\S+\.js)$/.exec(this.app)?.[1];
    if (!script) throw new BenchmarkError(`${this.folder}/cdktf.json: its app does not end with "node <file>.js"`);
    return `"${process.execPath}" "${resolve(this.folder, script)}"`;
  }

  private run(command: string, folder: string, output: string, variables: Record<string, string>): void {
    const unset = Object.fromEntries(UNSET.map((name) => [name, undefined]));
    const { status, signal, stdout, stderr } = spawnSync("/bin/sh", ["-c", command], {
      cwd: folder,
      env: { ...process.env, ...unset, ...variables, CDKTF_OUTDIR: output },
      encoding: "utf8",
      maxBuffer: 100_000_000,
    });
    if (status === 0) return;
    throw new BenchmarkError(
      `${command} in ${folder} ended with ${signal ?? `exit code ${status}`}\n${stdout}${stderr}`.trimEnd(),
    );
  }
}

/** A work tree of a commit, in a folder that does not exist yet. */
export function checkout(root: string, reference: string, folder: string): Tree {
  git(root, "worktree", "add", "--quiet", "--detach", folder, reference);
  const packages = join(root, "node_modules");
  if (existsSync(packages) && hasPackages(root, folder)) symlinkSync(packages, join(folder, "node_modules"));
  else execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", 2, 2] });
  return new Tree(folder);
}

/** Whether a tree has all packages of another one, in the same versions. */
function hasPackages(tree: string, other: string): boolean {
  const [has, needs] = [tree, other].map((folder) => {
    const text = readFileSync(join(folder, "package-lock.json"), "utf8");
    return (JSON.parse(text) as { packages: Record<string, { version?: string; integrity?: string }> }).packages;
  });
  return Object.entries(needs!).every(
    ([name, { version, integrity }]) =>
      name === "" || (has![name]?.version === version && has![name]?.integrity === integrity),
  );
}

/** Forgets a work tree that `checkout` has made. */
export function forget(root: string, folder: string): void {
  if (existsSync(folder)) git(root, "worktree", "remove", "--force", folder);
}

function git(root: string, ...args: string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new BenchmarkError(`git ${args.join(" ")}: ${stderr.trim()}`);
}
