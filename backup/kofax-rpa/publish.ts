import { join } from "node:path";
import { zipped } from "./archive";
import { compose } from "./compose";
import { readFolder } from "./files";
import { described, Refused } from "./problem";

const SOURCES = join("backup", "kofax-rpa", "sources");

/** What a manifest asks of a backup. */
export interface Asked {
  /** A file of `environments/`. @default the common values alone */
  readonly environment?: string;
  /** Values that win over all files. */
  readonly values: Readonly<Record<string, string>>;
}

/** The archive that `npm run backup` builds, from the project in a folder; or everything that is wrong with its sources. */
export function publish(root: string, { environment, values }: Asked): { content: Buffer } | { problems: string[] } {
  try {
    const set = new Map(Object.entries(values));
    return { content: zipped(compose(readFolder(join(root, SOURCES)), { environment, set })) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const place = (file: string) => (file === "--set" ? "values" : join(SOURCES, file));
    return { problems: error.problems.map((problem) => described({ ...problem, file: place(problem.file) })) };
  }
}
