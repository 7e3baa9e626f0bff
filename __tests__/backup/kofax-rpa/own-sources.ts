import { join } from "node:path";
import type { Files } from "../../../backup/kofax-rpa/archive";
import { compose } from "../../../backup/kofax-rpa/compose";
import { readFolder } from "../../../backup/kofax-rpa/files";
import { Refused } from "../../../backup/kofax-rpa/problem";
import type { Wish } from "../../../backup/kofax-rpa/sources";

export const FOLDER = join(process.cwd(), "backup", "kofax-rpa", "sources");
export const SOURCES: Files = readFolder(FOLDER);
export const PROJECT = "projects/Project_Default project/";
export const POC: Wish = { environment: "kofax-rpa-poc" };

/** The project's own sources with one text replaced in one file. */
export function changed(file: string, old: string, now: string): Files {
  const text = SOURCES.get(file)!.toString("utf8");
  if (!text.includes(old)) throw new Error(`${file} has no ${old}`);
  return new Map([...SOURCES, [file, Buffer.from(text.replace(old, () => now))]]);
}

/** What is wrong with sources, one problem a line. */
export function problemsOf(files: Files, wish: Wish = POC): string[] {
  try {
    compose(files, wish);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message.split("\n");
  }
}
