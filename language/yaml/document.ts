import type { FileDiagnostic } from "../diagnostics/diagnostic";
import { readTextFile } from "./text-file";
import type { Branch, PlacedDiagnostic } from "./tree";
import { kindOfTree } from "./tree";
import { parseYaml } from "./yaml";

/** A file as a map of settings, or what is wrong with it. */
export interface Document {
  readonly tree?: Branch;
  readonly diagnostics: readonly FileDiagnostic[];
}

const START = { line: 1, column: 1, path: "" };

/** Longest part of a diagnostic; it may quote what is in a file, which may be long. */
const LONGEST = 1000;

/** A text that fits on a line of a terminal and does nothing else to it. */
function printable(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Adds the file's name to diagnostics. */
export function inFile(file: string, diagnostics: readonly PlacedDiagnostic[]): FileDiagnostic[] {
  return diagnostics.map(({ line, column, path, message }) => ({
    file,
    line,
    column,
    path: printable(path),
    message: printable(message),
  }));
}

/** Reads a YAML file whose top level is a map. `beginning` is how such a file begins, for messages. */
export function readDocument(root: string, file: string, beginning: string): Document {
  const source = readTextFile(root, file);
  if ("unreadable" in source) {
    return { diagnostics: inFile(file, [{ ...START, message: source.unreadable }]) };
  }
  const { tree, diagnostics } = parseYaml(source.text);
  if (tree === undefined) {
    return { diagnostics: inFile(file, diagnostics) };
  }
  if (tree.kind !== "branch") {
    const message = `${kindOfTree(tree)}; write a map that begins with \`${beginning}\``;
    return { diagnostics: inFile(file, [{ ...tree.place, path: "", message }]) };
  }
  return { tree, diagnostics: [] };
}
