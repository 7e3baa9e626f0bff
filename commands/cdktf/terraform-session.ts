import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { layerName } from "../base/layers";
import { afterCut, plainText, remedyOf } from "../deploy/remedy";
import { endWithoutTerminal } from "../process/gone-terminal";
import { LastingProcesses } from "../process/lasting-processes";
import { INTERRUPTED } from "../process/on-interrupt";
import { CommandMissing, Interrupted, type Outcome } from "../process/processes";
import { ERRORED_STATE, erroredStates, refusalOf, STACKS_FOLDER } from "../terraform/errored-state";
import { ApplyNote, inDoubtOf } from "../terraform/unsure-apply";
import { environmentOf } from "./environment-of";
import { LastWords } from "./last-words";
import { PROJECT, REAL_TERRAFORM, SESSIONS, Sessions } from "./sessions";

/** Commands that take a state's lock or write a state: they must never be cut off. */
const LASTING = ["apply", "destroy", "force-unlock", "import", "init", "plan", "refresh", "state", "taint", "untaint"];

/** Commands that must not begin while a state could not be written: they would make things again. */
const REFUSED = ["apply", "destroy", "import", "plan", "refresh"];

/** Exit code where a command that was asked for is not there, by the shells' convention. */
const NOT_FOUND = 127;

/** Runs the real Terraform for cdktf, so that whatever happens to cdktf, Terraform ends in order. */
export function main(args = process.argv.slice(2)): void {
  endWithoutTerminal();
  // A cdktf that has gone reads nothing any more.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const terraform = process.env[REAL_TERRAFORM] ?? "terraform";
  const command = args.find((argument) => !argument.startsWith("-")) ?? "";
  if (!LASTING.includes(command)) process.exit(plainly(terraform, args));
  const folder = process.cwd();
  const root = process.env[PROJECT] ?? projectOf(folder);
  const stack = basename(folder);
  const errored = REFUSED.includes(command) ? erroredStates(root, stack)[0] : undefined;
  if (errored) {
    const words = refusalOf(root, stack, errored, pushCommand(root, stack, errored));
    process.stderr.write(`${words}\n`);
    noteRefusal(stack, command, words, true);
    process.exit(1);
  }
  const environment = REFUSED.includes(command) ? environmentOf(root, stack) : undefined;
  const unsure = environment && new ApplyNote(root, stack).refusal(environment);
  if (unsure) {
    process.stderr.write(`${unsure}\n`);
    noteRefusal(stack, command, unsure, false);
    process.exit(1);
  }
  void watched({ terraform, args, command, folder, root, stack }).then((code) => process.exit(code));
}

/** For the launcher's last message: cdktf breaks lines, and what it says is soon far above. */
function noteRefusal(stack: string, command: string, advice: string, goesOn: boolean): void {
  const folder = process.env[SESSIONS];
  if (folder === undefined) return;
  const session = { pid: process.pid, terraform: process.pid, stack, command };
  new Sessions(folder).note({ ...session, end: { exitCode: 1, advice, goesOn } });
}

interface Watched {
  readonly terraform: string;
  readonly args: readonly string[];
  readonly command: string;
  readonly folder: string;
  readonly root: string;
  readonly stack: string;
}

async function watched({ terraform, args, command, folder, root, stack }: Watched): Promise<number> {
  const lasting = new LastingProcesses(join(root, ".drydock", "work", String(process.pid)));
  // One interrupt is handed on, whoever sends how many; a hang-up is none, for nobody is there to be answered.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => lasting.interrupt());
  process.on("SIGHUP", () => {});
  const log = join(root, STACKS_FOLDER, `${stack}.log`);
  mkdirSync(dirname(log), { recursive: true });
  const note = (text: string | Buffer) => appendFileSync(log, text, { mode: 0o600 });
  note(`\n${new Date().toISOString()} cdktf: terraform ${args.join(" ")}\n`);
  const apply = command === "apply" ? new ApplyNote(root, stack) : undefined;
  apply?.begin();
  const sessions = process.env[SESSIONS] === undefined ? undefined : new Sessions(process.env[SESSIONS]);
  try {
    const said = new LastWords();
    const running = await lasting.work({
      file: terraform,
      args,
      folder,
      variables: process.env,
      reads: true,
      onOutput: (data) => {
        note(data);
        said.add(data);
        process.stdout.write(data);
      },
      onError: (data) => {
        note(data);
        said.add(data);
        process.stderr.write(data);
      },
    });
    const session = { pid: process.pid, terraform: running.pid, stack, command };
    sessions?.note(session);
    process.stdin.on("error", () => running.stdin!.end()).pipe(running.stdin!);
    const outcome = await running.outcome;
    const isUnsure = outcome.signal !== undefined || inDoubtOf(plainText(said.text)).length > 0;
    if (outcome.exitCode === 0 || !isUnsure) apply?.end();
    const errored = keepErrored(root, stack, folder);
    const end = ending(outcome, root, stack, errored);
    note(`${end}\n`);
    if (errored || outcome.signal) process.stderr.write(`${end}\n`);
    const { exitCode, signal } = outcome;
    const advice = errored ? end : whatFirst(outcome, said.text, root, stack);
    const doubt =
      apply && isUnsure && !signal && exitCode !== 0 ? apply.refusal(environmentOf(root, stack) ?? stack) : undefined;
    const words = [advice, doubt].filter((one) => one !== undefined).join("\n") || undefined;
    sessions?.note({
      ...session,
      end: { exitCode, signal, advice: words, goesOn: errored !== undefined },
    });
    return outcome.signal ? 1 : outcome.exitCode;
  } catch (error) {
    apply?.end();
    if (error instanceof Interrupted) return INTERRUPTED;
    if (!(error instanceof CommandMissing)) throw error;
    process.stderr.write(`${missing(terraform)}\n`);
    return NOT_FOUND;
  } finally {
    lasting.close();
  }
}

/** Runs what changes nothing, as if it had been started itself. */
function plainly(terraform: string, args: readonly string[]): number {
  const { status, error, signal } = spawnSync(terraform, [...args], { stdio: "inherit" });
  if (error) process.stderr.write(`${missing(terraform)}\n`);
  if (signal) process.stderr.write(`${terraform} was ended by the signal ${signal}.\n`);
  return error ? NOT_FOUND : (status ?? 1);
}

function missing(terraform: string): string {
  return `Terraform is missing: there is no program ${terraform} that can be started. Install it from https://developer.hashicorp.com/terraform/install.`;
}

/**
 * Keeps a copy of a state that could not be written where `drydock deploy` looks for it: cdktf removes the folders of
 * stacks that are not synthesized the next time.
 */
function keepErrored(root: string, stack: string, folder: string): string | undefined {
  const file = join(folder, ERRORED_STATE);
  if (!existsSync(file)) return undefined;
  cpSync(file, join(root, STACKS_FOLDER, stack, ERRORED_STATE));
  return file;
}

function ending({ exitCode, signal }: Outcome, root: string, stack: string, errored: string | undefined): string {
  if (errored) return refusalOf(root, stack, errored, pushCommand(root, stack, errored));
  if (signal)
    return `Terraform was ended by the signal ${signal}: its last changes may be in no state, and a lock may be left.`;
  return `Terraform has ended with exit code ${exitCode}.`;
}

/** What to do first about a failure; nothing if nothing is known. */
function whatFirst({ exitCode, signal }: Outcome, said: string, root: string, stack: string): string | undefined {
  if (exitCode === 0 && !signal) return undefined;
  const environment = environmentOf(root, stack);
  if (environment === undefined) return undefined;
  return signal ? afterCut({ stack, environment }) : remedyOf(said, { stack, environment });
}

/** The command that writes the state of a stack that could not be written. */
function pushCommand(root: string, stack: string, errored: string): string {
  const environment = environmentOf(root, stack);
  return environment
    ? `npm run deploy -- ${environment} --layer ${layerName(stack)} --push-errored-state`
    : `terraform -chdir=${dirname(errored)} state push ${ERRORED_STATE}, and remove the file`;
}

/** The folder above with a cdktf.json; where there is none, the folder itself. */
function projectOf(folder: string): string {
  for (let above = resolve(folder); above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, "cdktf.json"))) return above;
  }
  return folder;
}
