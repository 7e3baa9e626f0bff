import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const ROOT = join(__dirname, "../..");

/** The folders of the program, in which there is no circle. */
export const ROOMS = ["aws", "language", "kinds", "manifest", "modules", "stacks", "commands", "backup", "bench"];

/** A file of the program, and what it imports. */
export interface SourceFile {
  /** Path within the project. */
  readonly path: string;
  /** Paths of the project's own files that it imports, types among them. */
  readonly imports: readonly string[];
  /** Names of the packages that it imports. */
  readonly packages: readonly string[];
}

/** Every TypeScript file of the program. */
export function sourceFiles(): SourceFile[] {
  return ["main.ts", ...ROOMS.flatMap(filesIn)].map(read);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), "utf8");
  const names = [...text.matchAll(/(?:\bfrom\s+|\bimport\(\s*|\brequire\(\s*)"([^"]+)"/g)].map((match) => match[1]!);
  return {
    path,
    imports: names.filter((name) => name.startsWith(".")).flatMap((name) => resolve(path, name)),
    packages: names.filter((name) => !name.startsWith(".")),
  };
}

function resolve(from: string, name: string): string[] {
  const path = normalize(join(dirname(from), name));
  const found = [`${path}.ts`, `${path}/index.ts`, path].find(
    (candidate) => candidate.endsWith(".ts") && existsSync(join(ROOT, candidate)),
  );
  return found ? [found] : [];
}

/** The folders of the program with more entries than a newcomer can take in, as `<folder>: <number>`. */
export function crowded(most: number): string[] {
  const folders = ROOMS.flatMap((room) => [
    room,
    ...readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
  ]);
  const counted = folders.map((folder) => [folder, readdirSync(join(ROOT, folder)).length] as const);
  return counted.filter(([, count]) => count > most).map(([folder, count]) => `${folder}: ${count}`);
}

/** Circles of files that import each other, each as the way around. */
export function circles(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}
