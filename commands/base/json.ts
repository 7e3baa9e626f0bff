import { UserError } from "./user-error";

/**
 * The value of a JSON text. `JSON.parse` quotes up to ten characters of a text that is broken, and they may be a secret's:
 * this error names `what` was read, how long it is and how far it could be read, and quotes nothing.
 */
export function parseJson<T = unknown>(text: string, what: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new UserError(`${what} is not valid JSON: ${broken(text, (error as Error).message)}.`);
  }
}

/** The value of a JSON text; nothing if it is none. */
export function jsonOrNothing(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function broken(text: string, message: string): string {
  if (text.trim() === "") return "it is empty";
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  const length = `it has ${text.length} characters`;
  return position === undefined
    ? `${length} and cannot be read as a whole`
    : `${length} and is broken at character ${position}`;
}
