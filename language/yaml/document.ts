import type { Problem } from "../diagnostics/diagnostic";
import { readSource } from "./text-file";
import type { Branch, PlacedFinding } from "./tree";
import { kindOfTree } from "./tree";
import { parseYaml } from "./yaml";

/** A file as a map of settings, or what is wrong with it. */
export interface Document {
  readonly tree?: Branch;
  readonly problems: readonly Problem[];
}

const START = { line: 1, column: 1, path: "" };

/** Longest part of a problem; it may quote what is in a file, which may be long. */
const LONGEST = 1000;

/** A text that fits on a line of a terminal and does nothing else to it. */
function printable(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Adds the file's name to findings. */
export function inFile(file: string, findings: readonly PlacedFinding[]): Problem[] {
  return findings.map(({ line, column, path, message }) => ({
    file,
    line,
    column,
    path: printable(path),
    message: printable(message),
  }));
}

/** Reads a YAML file whose top level is a map. `beginning` is how such a file begins, for messages. */
export function readDocument(root: string, file: string, beginning: string): Document {
  const source = readSource(root, file);
  if ("unreadable" in source) {
    return { problems: inFile(file, [{ ...START, message: source.unreadable }]) };
  }
  const { tree, findings } = parseYaml(source.text);
  if (tree === undefined) {
    return { problems: inFile(file, findings) };
  }
  if (tree.kind !== "branch") {
    const message = `${kindOfTree(tree)}; write a map that begins with \`${beginning}\``;
    return { problems: inFile(file, [{ ...tree.place, path: "", message }]) };
  }
  return { tree, problems: [] };
}
