import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";

/** Reads which process groups run, and kills those that are left when its input ends. */
const SCRIPT = `
groups=" "
while read -r change group; do
  case $change in
    watch) groups="$groups$group " ;;
    release) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for group in $groups; do kill -KILL -"$group" 2>/dev/null; done
`;

/** A small shell process that outlives ours, even if ours is killed, and then ends what ours had started. */
export class Watchdog {
  private readonly shell: ChildProcess;

  constructor() {
    this.shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    this.shell.stdin!.on("error", () => {});
    this.shell.unref();
    (this.shell.stdin as Socket).unref();
  }

  /** From now on, the process group ends with us. */
  watch(group: number): void {
    this.shell.stdin!.write(`watch ${group}\n`);
  }

  /** The process group has ended. */
  release(group: number): void {
    this.shell.stdin!.write(`release ${group}\n`);
  }

  /** Ends the watchdog. */
  close(): void {
    this.shell.stdin!.end();
  }
}
