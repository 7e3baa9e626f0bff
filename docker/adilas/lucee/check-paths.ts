/**
 * Finds names whose case is not that of the file on disk. They work on Windows and macOS and fail on Linux.
 * `node check-paths.ts <folder>` prints each with its place, and ends with 1 if there is one.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";

const SOURCES = /\.(cfm|cfc|cfml|html?|css)$/i;

/** What names a file, by its path. The name is the first group that matched. */
const PATHS = [
  // <cfinclude template="…">, <cfmodule template="…">, <cfform action="…">, <img src="…">, <a href="…">, <cflocation url="…">
  /\b(?:template|src|href|action|background)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi,
  /<cflocation\b[^>]*\burl\s*=\s*(?:"([^"]*)"|'([^']*)')/gi,
  // include "…"; location("…");
  /\binclude\s+(?:"([^"]*)"|'([^']*)')/gi,
  /\blocation\s*\(\s*(?:url\s*=\s*)?(?:"([^"]*)"|'([^']*)')/gi,
  /\burl\(\s*["']?([^"')]*)["']?\s*\)/gi,
];

/** What names a component, by its dotted path. */
const COMPONENTS = [
  /\b(?:extends|implements|component)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi,
  /\bcreateObject\s*\(\s*["']component["']\s*,\s*(?:"([^"]*)"|'([^']*)')/gi,
  /\bnew\s+([A-Za-z_][\w.]*)\s*\(/g,
];

/** A name that does not fit. */
export interface Misfit {
  /** File that has the name, relative to the folder. */
  readonly file: string;
  readonly line: number;
  /** The name as written. */
  readonly written: string;
  /** Path of the file that it means. */
  readonly found: string;
}

/** All names in a folder's sources that differ from a file by case alone. */
export function misfits(folder: string): Misfit[] {
  const files = (readdirSync(folder, { recursive: true }) as string[]).map((path) => path.replaceAll("\\", "/")).sort();
  const exact = new Set(files);
  const byLowerCase = new Map(files.map((path) => [path.toLowerCase(), path]));
  const twins = files
    .filter((path) => byLowerCase.get(path.toLowerCase()) !== path)
    .map((file) => ({ file, line: 1, written: file, found: byLowerCase.get(file.toLowerCase())! }));
  const named = files
    .filter((file) => SOURCES.test(file) && statSync(posix.join(folder, file)).isFile())
    .flatMap((file) => {
      const text = withoutComments(readFileSync(posix.join(folder, file), "utf8"));
      return names(text).flatMap(({ line, written, paths }) => {
        const meant = paths.flatMap((path) => candidates(file, path));
        // A name may lead elsewhere by a mapping: only what is here under another case is wrong for sure.
        if (meant.some((path) => exact.has(path))) return [];
        const found = meant.map((path) => byLowerCase.get(path.toLowerCase())).find((path) => path !== undefined);
        return found === undefined ? [] : [{ file, line, written, found }];
      });
    });
  return [...twins, ...named].sort((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
}

/** Comments as blanks, so that places stay as they are. */
function withoutComments(text: string): string {
  return text.replaceAll(/<!---[\s\S]*?--->|\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "));
}

function names(text: string): { line: number; written: string; paths: string[] }[] {
  const found = (patterns: readonly RegExp[], toPath: (name: string) => string[]) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map((match) => {
        const written = match[1] ?? match[2]!;
        return { line: text.slice(0, match.index).split("\n").length, written, paths: toPath(written) };
      }),
    );
  return [...found(PATHS, pathOf), ...found(COMPONENTS, (name) => name.split(/\s*,\s*/).flatMap(componentPath))];
}

/** The path of a name; none if it is made at run time, or leads elsewhere. */
function pathOf(name: string): string[] {
  const path = name.replace(/[?#].*$/s, "").trim();
  return path === "" || /#.*#/s.test(name) || /^([a-z][\w+.-]*:|\/\/)/i.test(path) ? [] : [path];
}

function componentPath(name: string): string[] {
  return /^[A-Za-z_][\w.]*$/.test(name) ? [`${name.replaceAll(".", "/")}.cfc`] : [];
}

/** Where a path leads: from the folder, and from the file that has it unless it begins at the folder. */
function candidates(file: string, path: string): string[] {
  const fromFolder = posix.normalize(path).replace(/^\/+/, "");
  return path.startsWith("/") ? [fromFolder] : [posix.normalize(posix.join(posix.dirname(file), path)), fromFolder];
}

/** Prints what does not fit; the exit code. */
function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error("usage: node check-paths.ts <folder>");
    return 2;
  }
  const wrong = misfits(folder);
  for (const { file, line, written, found } of wrong) {
    console.error(`${file}:${line}: "${written}" is on disk as "${found}"; Linux tells them apart`);
  }
  console.error(wrong.length === 0 ? "All names have their files' case." : `${wrong.length} names to mend.`);
  return wrong.length === 0 ? 0 : 1;
}

// As a program; not when its function is imported.
if (/check-paths\.[jt]s$/.test(process.argv[1] ?? "")) process.exitCode = main(process.argv[2]);
