import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of an output folder by name, with their text as it is compared. */
export type Output = ReadonlyMap<string, string>;

/** Reads everything that was synthesized of a project into a folder, without what cdktf notes for itself. */
export function readOutput(folder: string, project: string): Output {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  // Images are built from absolute paths.
  const text = (name: string) => readFileSync(join(folder, name), "utf8").replaceAll(project, "<project>");
  return new Map(names.sort().map((name) => [name, comparable(name, text(name))]));
}

/** A text that differs if and only if Terraform, or cdktf deploying the stack, gets something else. */
function comparable(name: string, text: string): string {
  if (name === "manifest.json") return JSON.stringify({ ...JSON.parse(text), version: undefined }, undefined, 2);
  if (name.endsWith(".json")) return JSON.stringify(JSON.parse(text, withoutMetadata), undefined, 2);
  // cdktn names itself in a comment of HCL.
  return text.replaceAll(/^(\s*# .*)CDKTN/gm, "$1CDKTF");
}

/** cdktf keeps construct paths and its own version below `//`, which Terraform reads as a comment. */
function withoutMetadata(key: string, value: unknown): unknown {
  return key === "//" ? undefined : value;
}

/** What differs between two outputs: a line for each file, with the first line in which it differs. */
export function differing(before: Output, after: Output): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one === other) return [];
    if (one === undefined) return [`${name}: only after`];
    if (other === undefined) return [`${name}: only before`];
    return [`${name}:${firstDifference(one.split("\n"), other.split("\n"))}`];
  });
}

function firstDifference(before: readonly string[], after: readonly string[]): string {
  let line = 0;
  while (before[line] === after[line]) line += 1;
  const show = (lines: readonly string[]) => (lines[line] ?? "the end of the file").trim();
  return ` line ${line + 1} without cdktf's metadata\n  before: ${show(before)}\n  after:  ${show(after)}`;
}
