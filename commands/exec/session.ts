import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as system } from "node:os";
import { delimiter, join } from "node:path";

/** The user comes from a shell unless a command is given. */
const SHELL = "/bin/sh";

/** One word for a POSIX shell; the agent in the container splits words by the same rules. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command line that runs in the container: a shell, or these words, as root or as another user. */
export function remoteCommand(words: readonly string[], user?: string): string {
  const line = words.map(quoted).join(" ");
  if (user === undefined) return line || SHELL;
  return line === "" ? `su ${quoted(user)}` : `su ${quoted(user)} -c ${quoted(line)}`;
}

/** Whether a program is on PATH. */
export function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a program on this terminal and resolves with its exit code; 128 and the signal's number if one ended it. */
export async function runOnTerminal(program: string, args: readonly string[]): Promise<number> {
  // Ctrl-C reaches the program by itself and is meant for what runs in the container.
  const ignore = () => {};
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  // Before the program starts, because from then on somebody may want to end it.
  process.on("SIGINT", ignore).on("SIGQUIT", ignore).on("SIGTERM", pass).on("SIGHUP", pass);
  const child = spawn(program, args, { stdio: "inherit", env: process.env });
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? 128 + system.signals[signal!]));
    });
  } finally {
    process.off("SIGINT", ignore).off("SIGQUIT", ignore).off("SIGTERM", pass).off("SIGHUP", pass);
  }
}
