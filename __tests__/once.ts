import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Finds something out once in a run of Jest, for all files of tests that ask for the same. */
export function once<T>(question: unknown, answer: () => T): T {
  const name = createHash("sha256").update(JSON.stringify(question)).digest("hex");
  const file = join(process.env["DRYDOCK_TEST_RUN"]!, `${name}.json`);
  if (!existsSync(file)) {
    const own = `${file}.${process.pid}`;
    writeFileSync(own, JSON.stringify(answer()));
    renameSync(own, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
