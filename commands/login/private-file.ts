import { mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** The text of a file; empty if there is none. */
export async function readPrivateFile(path: string): Promise<string> {
  return readFile(path, "utf8").catch(unlessMissing(""));
}

/** Replaces a file whole or not at all, readable for its owner alone; a link goes on pointing at it. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(unlessMissing(path));
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const scratch = `${target}.${process.pid}.new`;
  try {
    const file = await open(scratch, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(scratch, target);
  } finally {
    await rm(scratch, { force: true });
  }
}

function unlessMissing<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}
