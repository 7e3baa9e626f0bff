import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { jsonOrNothing } from "../base/json";
import { UserError } from "../base/user-error";
import { Interrupted } from "../process/processes";

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** As long as the values that Terraform generates: 50 letters and digits are about 297 bits. */
const LENGTH = 50;

/** A random value. */
export function generatedValue(): string {
  return Array.from({ length: LENGTH }, () => LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]).join("");
}

/** A value from the person at the terminal, who does not see what is typed, or from standard input. */
export async function givenValue(name: string): Promise<string> {
  const value = process.stdin.isTTY ? await typedValue(name) : (await text(process.stdin)).replace(/\r?\n$/, "");
  if (value === "") throw new UserError(`The value of ${name} is empty; nothing was set.`);
  return value;
}

function typedValue(name: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  // The terminal has stopped to echo: now it may be typed.
  process.stderr.write(`Value of ${name} (it is not shown): `);
  const lines: string[] = [];
  terminal.on("line", (line) => {
    lines.push(line);
    // Lines that were pasted together come before this.
    setImmediate(() => terminal.close());
  });
  return new Promise((resolve, reject) => {
    terminal.once("close", () => {
      process.stderr.write("\n");
      if (lines.length === 0) reject(new Interrupted());
      else if (lines.length > 1 || terminal.line !== "") reject(new UserError(severalLines(name)));
      else resolve(lines[0]!);
    });
  });
}

function severalLines(name: string): string {
  return `The value of ${name} has several lines, of which a terminal takes one; nothing was set. Give it on standard input: < file`;
}

/** Values from a file that holds a JSON object of texts. */
export async function valuesFromFile(path: string): Promise<Record<string, string>> {
  const values = jsonOrNothing(await readFile(path, "utf8").catch((error) => unreadable(path, error)));
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new UserError(`${path} does not hold a JSON object: write it like {"KEY": "value"}.`);
  }
  const wrong = Object.entries(values).find(([, value]) => typeof value !== "string");
  if (wrong) throw new UserError(`${path}: the value of ${wrong[0]} is not text; write it in quotes.`);
  return values as Record<string, string>;
}

function unreadable(path: string, { code }: NodeJS.ErrnoException): never {
  throw new UserError(`${path} cannot be read: ${code}.`);
}
