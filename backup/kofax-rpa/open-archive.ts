import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise } from "yauzl";
import type { Files } from "./archive";
import { type Problem, Refused, refuse } from "./problem";

/** What an archive may hold. A console's backup is some megabytes at most; more is a mistake or an attack. */
export interface Limits {
  /** Files and folders. @default 5000 */
  readonly entries: number;
  /** Bytes of all files together, unpacked. @default 100 MiB */
  readonly bytes: number;
}

const LIMITS: Limits = { entries: 5000, bytes: 100 * 1024 * 1024 };
const [TYPE, FOLDER, FILE] = [0o170000, 0o040000, 0o100000];

/** Reads an archive into memory, and refuses one that could harm who unpacks it. */
export async function openArchive(file: string, content: Buffer, limits: Limits = LIMITS): Promise<Files> {
  const entries = await listed(file, content, limits);
  refuse(dangers(file, entries, limits));
  const files = new Map<string, Buffer>();
  const zip = await fromBufferPromise(content, { lazyEntries: true, strictFileNames: true });
  for (const entry of entries.filter(({ fileName }) => !fileName.endsWith("/"))) {
    const data = await buffer(await zip.openReadStreamPromise(entry)).catch((error: Error) => {
      throw new Refused([
        { file, place: entry.fileName, message: `damaged (${error.message}); take the backup again` },
      ]);
    });
    if (crc32(data) !== entry.crc32) {
      throw new Refused([{ file, place: entry.fileName, message: "damaged (wrong checksum); take the backup again" }]);
    }
    files.set(entry.fileName, data);
  }
  return files;
}

async function listed(file: string, content: Buffer, { entries: most }: Limits): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > most) throw new Error(`${zip.entryCount} entries, more than ${most}`);
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw new Refused([
      { file, message: `refused: ${(error as Error).message}; take the backup from the console again` },
    ]);
  }
  return entries;
}

function dangers(file: string, entries: readonly Entry[], limits: Limits): Problem[] {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  const danger = (entry: Entry, message: string) =>
    problems.push({ file, place: JSON.stringify(entry.fileName), message });
  for (const entry of entries) {
    const kind = (entry.externalFileAttributes >>> 16) & TYPE;
    if (kind !== 0 && kind !== FILE && kind !== FOLDER) danger(entry, "a link or device, not a file; refused");
    if (entry.isEncrypted()) danger(entry, "encrypted; take a backup without a password");
    if (!isSafe(entry.fileName)) danger(entry, "a name that not every machine can hold; refused");
    const key = folded(entry.fileName);
    if (seen.has(key)) danger(entry, `there twice (also ${JSON.stringify(seen.get(key))}); refused`);
    seen.set(key, entry.fileName);
  }
  for (const entry of entries) {
    const above = parents(folded(entry.fileName)).find((parent) => isFile(seen.get(parent)));
    if (above !== undefined) danger(entry, `inside ${JSON.stringify(above)}, which is a file; refused`);
  }
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > limits.bytes)
    problems.push({ file, message: `${bytes} bytes when unpacked, more than ${limits.bytes}; refused` });
  return problems;
}

/** Names that differ only in case or accents' spelling are one file on some machines. */
function folded(name: string): string {
  return name.replace(/\/$/, "").normalize("NFC").toLowerCase();
}

function isFile(name: string | undefined): boolean {
  return name !== undefined && !name.endsWith("/");
}

function parents(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join("/"));
}

function isSafe(name: string): boolean {
  return name
    .replace(/\/$/, "")
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== ".." && !/[\p{Cc}\\:]/u.test(part));
}
