import { existsSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { IMPORTS_FOLDER, type ImportBlock, importsFile, readImports } from "../../manifest/imports";
import { writeAtomically } from "../base/write-atomically";

/** Adds imports to a stack's file; an address has one, the newest. */
export function addToFile(root: string, stack: string, imports: readonly ImportBlock[]): void {
  const addresses = new Set(imports.map(({ to }) => to));
  write(root, stack, [...readImports(root, stack).filter(({ to }) => !addresses.has(to)), ...imports]);
}

/**
 * Takes the imports of addresses out that a state knows by now: they have done their work, and would stop an apply when
 * such a resource is gone one day. Returns how many.
 */
export function forgetKnown(root: string, stack: string, known: ReadonlySet<string>): number {
  const imports = readImports(root, stack);
  const left = imports.filter(({ to }) => !known.has(to));
  if (left.length < imports.length) write(root, stack, left);
  return imports.length - left.length;
}

/** Takes all imports of a stack out: it was applied, or destroyed, so they have done their work. */
export function forgetAll(root: string, stack: string): void {
  if (existsSync(importsFile(root, stack))) write(root, stack, []);
}

function write(root: string, stack: string, imports: readonly ImportBlock[]): void {
  const file = importsFile(root, stack);
  if (imports.length > 0) {
    writeAtomically(file, `${JSON.stringify({ import: imports }, undefined, 2)}\n`);
    return;
  }
  rmSync(file, { force: true });
  const folder = join(root, IMPORTS_FOLDER);
  try {
    if (existsSync(folder)) rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}
