import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Variable } from "../../kinds/core/local/kind";
import { UserError } from "../base/user-error";
import { writeAtomically } from "../base/write-atomically";

/** Adds the variables that a file does not have yet; values that are there stay. Returns the names of those without a value. */
export function complete(file: string, variables: readonly Variable[]): string[] {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const known = new Map(
    before.split("\n").flatMap((line) => {
      const [, name, value] = /^([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!] as const];
    }),
  );
  const added = variables
    .filter(({ name }) => !known.has(name))
    .map(({ name, generate }) => [name, generate?.() ?? ""] as const);
  if (added.length > 0) {
    refuseIfNotIgnored(file);
    const begin = before === "" || before.endsWith("\n") ? before : `${before}\n`;
    writeAtomically(file, begin + added.map(([name, value]) => `${name}=${value}\n`).join(""));
    chmodSync(file, 0o600);
  }
  const values = new Map([...known, ...added]);
  return variables.map(({ name }) => name).filter((name) => values.get(name) === "");
}

/** Secret values may be in no commit. Outside of a git repository there is none. */
function refuseIfNotIgnored(file: string): void {
  const { status } = spawnSync("git", ["check-ignore", "--quiet", basename(file)], { cwd: dirname(file) });
  if (status === 1) {
    throw new UserError(`${file} would have secret values, and git does not ignore it; add .env to .gitignore`);
  }
}
