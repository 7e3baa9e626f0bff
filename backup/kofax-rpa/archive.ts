import { type Zippable, zipSync } from "fflate";

/** Files of an archive: path with forward slashes to content. */
export type Files = ReadonlyMap<string, Buffer>;

/** The oldest time that ZIP can hold, at noon; ZIP keeps local time, so these are its fields in every time zone. */
const TIME = new Date(1980, 0, 1, 12, 0, 0);
const UNIX = 3;
const REGULAR_FILE = 0o100644;

/** Zips files to the same bytes on every machine: sorted names, one time, one mode, and compression without native code. */
export function zipped(files: Files): Buffer {
  const entries: Zippable = Object.create(null);
  for (const name of [...files.keys()].sort()) {
    entries[name] = [files.get(name)!, { level: 9, mtime: TIME, os: UNIX, attrs: REGULAR_FILE << 16 }];
  }
  return Buffer.from(zipSync(entries));
}
