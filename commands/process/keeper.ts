import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * Reads who works and who serves. When its input ends although somebody works, our process has been killed: those who
 * work are asked once to finish (SIGINT, which Terraform takes as "finish what you have begun and write the state"),
 * and those who serve them are ended after that.
 */
const SCRIPT = `
workers=" "
servers=" "
while read -r kind pid; do
  case $kind in
    work) workers="$workers$pid " ;;
    serve) servers="$servers$pid " ;;
    release)
      # A list that has not the process stays as it is; cut around nothing it would double.
      case $workers in *" $pid "*) workers="\${workers%% $pid *} \${workers#* $pid }" ;; esac
      case $servers in *" $pid "*) servers="\${servers%% $pid *} \${servers#* $pid }" ;; esac
      ;;
  esac
done
for pid in $workers; do kill -INT "$pid" 2>/dev/null; done
for pid in $workers; do
  while :; do
    # A process that nobody has waited for is over, too.
    case $(ps -o stat= -p "$pid" 2>/dev/null) in "" | *Z*) break ;; esac
    sleep 1
  done
done
for pid in $servers; do kill -TERM -"$pid" 2>/dev/null; done
`;

/** A small shell process that outlives ours: it lets those who work finish, and then ends those who serve them. */
export class Keeper {
  private readonly shell: ChildProcess;

  constructor() {
    this.shell = spawn("/bin/sh", ["-c", SCRIPT], { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] });
    this.shell.stdin!.on("error", () => {});
    this.shell.unref();
    (this.shell.stdin as Socket).unref();
  }

  /** A process has work to finish. */
  work(pid: number): void {
    this.shell.stdin!.write(`work ${pid}\n`);
  }

  /** A process, with a group of its own, serves those who work. */
  serve(pid: number): void {
    this.shell.stdin!.write(`serve ${pid}\n`);
  }

  /** A process has ended. */
  release(pid: number): void {
    this.shell.stdin!.write(`release ${pid}\n`);
  }

  /** Ends the keeper, which is to be done once every process has ended. */
  close(): void {
    this.shell.stdin!.end();
  }
}
