import { createInterface } from "node:readline";
import { Interrupted } from "./processes";

/** Asks the person at the terminal for a line; Ctrl-C and Ctrl-D at the question interrupt the command. */
export function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve, reject) => {
    let answer: string | undefined;
    terminal.question(question, (line) => {
      answer = line.trim();
      terminal.close();
    });
    terminal.once("SIGINT", () => terminal.close());
    terminal.once("close", () => {
      if (answer !== undefined) return resolve(answer);
      process.stdout.write("\n");
      reject(new Interrupted());
    });
  });
}
