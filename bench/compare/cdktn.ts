import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BenchmarkError } from "../benchmark-error";
import { Tree } from "./tree";

/** cdktf's successor (https://github.com/open-constructs/cdk-terrain), in the version that was tried. */
const CDKTN = "npm:cdktn@0.24.0";

/** Packages that only commands need; without them the installation takes a third of the time. */
const OF_COMMANDS = /^(@aws-sdk\/|cdktf-cli$|commander$|execa$|listr2$|picocolors$)/;

interface Package {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** A copy of the project in a folder that does not exist yet, in which `cdktf` is another package. */
export function withCdktn(root: string, folder: string): Tree {
  for (const file of trackedFiles(root)) cpSync(join(root, file), join(folder, file));
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
  const needed = Object.entries(project.dependencies).filter(([name]) => !OF_COMMANDS.test(name));
  const text = JSON.stringify({
    ...project,
    dependencies: { ...Object.fromEntries(needed), cdktf: CDKTN },
    devDependencies: { "@types/node": project.devDependencies["@types/node"] },
    // The providers ask for cdktf 0.21 by name.
    overrides: { cdktf: CDKTN },
  });
  writeFileSync(join(folder, "package.json"), text);
  const install = ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--no-package-lock"];
  const { status, stderr } = spawnSync("npm", install, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new BenchmarkError(`npm ${install.join(" ")}: ${stderr.trim()}`);
  const { name } = JSON.parse(readFileSync(join(folder, "node_modules/cdktf/package.json"), "utf8")) as {
    name: string;
  };
  if (name !== "cdktn") throw new BenchmarkError(`npm has installed ${name} in place of cdktf, not cdktn`);
  return new Tree(folder);
}

/** Paths of the files that git knows, or would know after `git add`, from the root on; package-lock.json is another's. */
function trackedFiles(root: string): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 100_000_000 });
  const deleted = new Set(
    spawnSync("git", ["ls-files", "--deleted", "-z"], { cwd: root, encoding: "utf8" }).stdout.split("\0"),
  );
  return stdout.split("\0").filter((file) => file !== "" && file !== "package-lock.json" && !deleted.has(file));
}
