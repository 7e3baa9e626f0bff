import { readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";

/** Size of the largest file that is read, in bytes. The largest manifest we know of has 20 KiB. */
export const LARGEST = 1024 * 1024;

/** A file's text, or why it cannot be read. */
export type Source = { text: string } | { unreadable: string };

const REASONS: Record<string, string> = {
  ENOENT: "is not there; create it",
  EACCES: "may not be read; change its permissions",
  EPERM: "may not be read; change its permissions",
  ELOOP: "is a symbolic link that leads to itself; put the file here",
};

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return REASONS[code] ?? `cannot be read (${code})`;
}

function unusable(stats: Stats): string | undefined {
  if (!stats.isFile()) {
    return "is not a file; put a YAML file here";
  }
  if (stats.size > LARGEST) {
    return `has ${stats.size} bytes, and at most ${LARGEST} are read; make it several systems, each with a file of its own`;
  }
  return undefined;
}

/** The text of bytes in UTF-8. */
export function decode(bytes: Uint8Array): Source {
  if (bytes.includes(0)) {
    return { unreadable: "is not text: it has NUL bytes; save it as UTF-8" };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: "is not valid UTF-8; save it as UTF-8" };
  }
}

/** Reads a text file of the project; never throws. */
export function readTextFile(root: string, file: string): Source {
  try {
    const path = join(root, file);
    const unreadable = unusable(statSync(path));
    return unreadable === undefined ? decode(readFileSync(path)) : { unreadable };
  } catch (error) {
    return { unreadable: reason(error) };
  }
}
