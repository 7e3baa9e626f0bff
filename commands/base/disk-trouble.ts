import { UserError } from "./user-error";

/** What a person does about a file system that refuses. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: make room and run the command again",
  EDQUOT: "the disk quota is used up: make room and run the command again",
  EROFS: "the file system is read-only: use a copy of the project where you may write",
  EACCES: "you may not write there: use a copy of the project that is yours, or mend who owns the folder",
  EPERM: "you may not write there: use a copy of the project that is yours, or mend who owns the folder",
  EEXIST: "a file is where a folder belongs: move it away",
  ENOTDIR: "a file is where a folder belongs: move it away",
};

/** Does some work on files; where the disk refuses, its error becomes a sentence with the file and a remedy. */
export async function explainDiskTrouble<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskTrouble(error) ?? error;
  }
}

/** The sentence for an error of the file system; undefined for any other error. */
export function diskTrouble(error: unknown): UserError | undefined {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const remedy = code === undefined ? undefined : REMEDIES[code];
  return remedy ? new UserError(`${path ?? "A file"} cannot be written, because ${remedy}.`) : undefined;
}
