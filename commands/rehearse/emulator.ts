import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseJson } from "../base/json";
import { UserError } from "../base/user-error";
import type { Outcome, Processes, Running, Variables } from "../process/processes";

/** Milliseconds that the emulator may take to start. */
const PATIENCE = 60_000;

/** Name of the file, in the emulator's folder, that gets a line for each AWS call. */
export const EMULATOR_LOG = "emulator.log";

/** The emulated AWS of one rehearsal. */
export interface Emulator {
  /** Where it answers, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
}

export interface EmulatorProps {
  readonly root: string;
  /** The Python that runs it. @default `python3` on PATH */
  readonly python?: string;
  /** Folder for its files. */
  readonly folder: string;
  readonly processes: Processes;
  readonly variables: Variables;
}

/** Starts the emulator on a free port of 127.0.0.1. It ends with our process; if it ends before, all processes do. */
export async function startEmulator(props: EmulatorProps): Promise<Emulator> {
  const readyFile = join(props.folder, "emulator.json");
  const running = await start(props, readyFile);
  let ended: UserError | undefined;
  void running.outcome.then((outcome) => {
    ended = new UserError(existsSync(readyFile) ? lost(outcome) : outcome.stderr.trim() || lost(outcome));
    return props.processes.stop(ended);
  });
  const deadline = Date.now() + PATIENCE;
  while (!existsSync(readyFile)) {
    if (ended) throw ended;
    if (Date.now() > deadline) throw new UserError(`The emulator did not start within ${PATIENCE / 1000} s.`);
    await sleep(50);
  }
  const { port } = parseJson<{ port: number }>(readFileSync(readyFile, "utf8"), readyFile);
  return { endpoint: `http://127.0.0.1:${port}` };
}

function lost({ exitCode, stderr }: Outcome): string {
  const how = exitCode === -1 ? "something killed it" : `exit code ${exitCode}`;
  return `The emulated AWS has ended before its time (${how}); rehearse again.\n${stderr}`.trim();
}

async function start(
  { root, python = "python3", folder, processes, variables }: EmulatorProps,
  readyFile: string,
): Promise<Running> {
  const log = join(folder, EMULATOR_LOG);
  const args = [join(root, "emulator", "serve.py"), "--port", "0", "--ready-file", readyFile, "--log", log];
  return processes.start({ file: python, args, folder: root, variables });
}
