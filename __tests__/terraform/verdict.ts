import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./installed";

const CACHE = join(ROOT, "node_modules", ".cache", "drydock", "verdicts");

/**
 * What a program says of a folder, remembered from one run of Jest to the next: it is asked again only when a byte of
 * the folder has changed, or the program, which is told by its files, by their size and time, or by what it says of
 * its version.
 */
export async function verdict<T>(programs: readonly string[], folder: string, ask: () => Promise<T>): Promise<T> {
  const hash = createHash("sha256");
  for (const program of programs) hash.update(JSON.stringify(versionOf(program)));
  for (const name of filesIn(folder)) {
    const bytes = readFileSync(join(folder, name));
    hash.update(JSON.stringify([name, bytes.length])).update(bytes);
  }
  const file = join(CACHE, `${hash.digest("hex")}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const answer = await ask();
  mkdirSync(CACHE, { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(answer));
  renameSync(own, file);
  return answer;
}

function versionOf(program: string): readonly unknown[] {
  const stats = program.startsWith("/") ? statSync(program) : undefined;
  return [program, stats?.size, stats?.mtimeMs];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
