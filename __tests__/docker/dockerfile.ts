import { readFileSync } from "node:fs";

/** One instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  /** FROM, RUN, ... in capitals. */
  readonly keyword: string;
  /** Options before the arguments, such as `--platform=linux/arm64`. */
  readonly flags: readonly string[];
  /** What is left of the line. */
  readonly rest: string;
}

/** Splits a Dockerfile into its instructions; enough of the format for our own files (no heredocs, no escape directive). */
export function instructions(path: string): Instruction[] {
  const lines = readFileSync(path, "utf8").split("\n");
  const text = lines.filter((line) => !/^\s*#/.test(line)).join("\n");
  return text
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [keyword = "", ...words] = line.trim().split(/\s+/);
      const flags = words.slice(
        0,
        words.findIndex((word) => !word.startsWith("--")),
      );
      return {
        keyword: keyword.toUpperCase(),
        flags,
        rest: line.trim().slice(keyword.length).trim().slice(flags.join(" ").length).trim(),
      };
    });
}

/** The text of the one RUN instruction that contains a word. */
export function runInstruction(path: string, word: string): string {
  const found = instructions(path).filter(({ keyword, rest }) => keyword === "RUN" && rest.includes(word));
  if (found.length !== 1) {
    throw new Error(`${path}: expected one RUN with "${word}", found ${found.length}`);
  }
  return found[0]!.rest;
}
