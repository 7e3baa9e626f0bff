import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Files } from "./archive";

/** Reads a folder with all below it; names use forward slashes. Links are left out. */
export function readFolder(folder: string): Files {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(found.sort().map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file)]));
}

/** Writes a file so that a reader sees all of it or none. */
export function writeFileAtomically(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Writes a new folder so that it is there with everything or not at all. */
export function writeFolderAtomically(folder: string, files: Files): void {
  const unfinished = `${folder.replace(/[/\\]+$/, "")}.${process.pid}.unfinished`;
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(unfinished, name)), { recursive: true });
      writeFileSync(join(unfinished, name), content);
    }
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Whether a folder is absent or empty. */
export function isVacant(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}
