import { closeSync } from "node:fs";
import { isatty } from "node:tty";
import { HUNG_UP, INTERRUPTED } from "./on-interrupt";

/** Standard input, output and error. */
const DESCRIPTORS = [0, 1, 2];

/**
 * Lets our process end in order although its terminal is gone. Node gives a terminal its settings back in the end, and
 * aborts (SIGABRT) if that fails (`ResetStdio` in its src/node.cc); it leaves alone what was closed before. Who was
 * interrupted by the end of the terminal ends with the exit code that says so.
 */
export function endWithoutTerminal(): void {
  const terminals = DESCRIPTORS.filter((descriptor) => isatty(descriptor));
  process.once("exit", () => {
    const gone = terminals.filter((descriptor) => !isatty(descriptor));
    for (const descriptor of gone) close(descriptor);
    if (gone.length > 0 && process.exitCode === INTERRUPTED) process.exitCode = HUNG_UP;
  });
}

function close(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is closed already.
  }
}
