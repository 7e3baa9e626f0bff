import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";

/** A Terraform that runs on this machine. */
export interface RunningTerraform {
  readonly pid: number;
  /** Folder that it works in; nothing where the system does not tell. */
  readonly folder?: string;
  /** When it was started; nothing where the system does not tell. */
  readonly started?: Date;
  /** Where it keeps what `init` found out, relative to the folder. */
  readonly dataFolder: string;
}

/** Clock ticks in a second in /proc: USER_HZ, which is 100 on every platform that Node runs on (proc(5), time(7)). */
const TICKS = 100;

/** Every Terraform that runs on this machine; of zombies nothing is left that could hold a lock. */
export function runningTerraforms(proc = "/proc"): RunningTerraform[] {
  const booted = bootTime(proc);
  return booted ? fromProc(proc, booted) : fromPs();
}

function fromProc(proc: string, booted: number): RunningTerraform[] {
  return readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const folder = join(proc, name);
      const status = /^\d+ \((.*)\) (\S) (.*)$/s.exec(text(join(folder, "stat")) ?? "");
      if (!status || status[2] === "Z") return [];
      if (status[1] !== "terraform" && basename(link(join(folder, "exe")) ?? "") !== "terraform") return [];
      // Field 22 of stat, the start in ticks since the machine was booted; the third is what follows the name.
      const ticks = Number(status[3]!.split(" ")[22 - 4]);
      return [
        {
          pid: Number(name),
          folder: link(join(folder, "cwd")),
          started: new Date((booted + ticks / TICKS) * 1000),
          dataFolder: dataFolder(text(join(folder, "environ"))),
        },
      ];
    });
}

/** Where there is no /proc, as on macOS, only that one runs can be told. */
function fromPs(): RunningTerraform[] {
  const lines = execFileSync("ps", ["-axo", "pid=,comm="], { encoding: "utf8" }).split("\n");
  return lines
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match && basename(match[2]!.trim()) === "terraform")
    .map((match) => ({ pid: Number(match![1]), dataFolder: dataFolder(undefined) }));
}

function bootTime(proc: string): number | undefined {
  const match = /^btime (\d+)$/m.exec(text(join(proc, "stat")) ?? "");
  return match ? Number(match[1]) : undefined;
}

/** The variable TF_DATA_DIR of a process, else Terraform's own choice. */
function dataFolder(variables: string | undefined): string {
  const set = (variables ?? "").split("\0").find((one) => one.startsWith("TF_DATA_DIR="));
  return set?.slice("TF_DATA_DIR=".length) || ".terraform";
}

function text(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function link(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
