import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "./once";

const [SERVER, CLIENT] = ["python-server.py", "python-client.py"].map((name) => join(__dirname, "jest", name));
const START_SECONDS = 120;

/**
 * The command that runs a Python program as its own command would, but forked from a process that has loaded it: the
 * same program, arguments, environment and files, without a second of CPU to start Python.
 */
export function python(program: "aws" | "emulator"): readonly [file: string, ...args: string[]] {
  const { testPath } = expect.getState();
  const socket = serverOf(program);
  return [interpreter(), "-I", "-S", CLIENT!, socket, program, testPath!];
}

/** The interpreter itself: what is called so on PATH may be a script that looks for it. */
function interpreter(): string {
  return once("python3", () =>
    execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim(),
  );
}

/** Starts a program's server, unless this or another file of tests has. */
function serverOf(program: string): string {
  const folder = process.env["DRYDOCK_TEST_RUN"]!;
  const socket = join(folder, `${program}.sock`);
  if (!existsSync(socket)) start(program, folder, socket);
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!existsSync(socket)) {
    const log = readFileSync(join(folder, `${program}.log`), "utf8");
    if (Date.now() > deadline) throw new Error(`${program} was not loaded within ${START_SECONDS} s: ${log}`);
    if (/Error/.test(log)) throw new Error(`${program} cannot be loaded: ${log}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  return socket;
}

function start(program: string, folder: string, socket: string): void {
  let log: number;
  try {
    // Only one process can make it.
    log = openSync(join(folder, `${program}.log`), "wx");
  } catch {
    return;
  }
  const args = [SERVER!, program, socket, join(folder, "times.jsonl"), process.env["DRYDOCK_JEST"]!];
  const child = spawn(interpreter(), args, { cwd: folder, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  writeFileSync(join(folder, `${program}.pid`), String(child.pid));
  child.unref();
}
